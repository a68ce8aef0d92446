package dev.wove.benchmarks.side

import arrow.fx.coroutines.parMap
import dev.wove.benchmarks.shape.Items
import dev.wove.benchmarks.shape.Run
import dev.wove.dsl.weave
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flatMapMerge
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.yield
import java.util.concurrent.atomic.AtomicInteger

/** A mapped task whose body does not suspend. */
class WoveMapped(
    private val items: Items,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter {
        weave("items") {
            val mapped by each(items.list()) { Items.value(it) }
            mapped
        }
    }
}

/** A mapped task whose body suspends once, with a bounded number of workers. */
class WoveMappedWithWorkers(
    private val items: Items,
    private val entry: Entry,
    private val workers: Int,
) : Run {
    override fun once(): Any = entry.enter {
        weave("items") {
            val mapped by each(items.list(), workers = workers) {
                yield()
                Items.value(it)
            }
            mapped
        }
    }
}

class AsyncMapped(
    private val items: Items,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter {
        coroutineScope { items.list().map { async { Items.value(it) } }.awaitAll() }
    }
}

/** As most would bound it: a coroutine an item, held back by a semaphore. */
class SemaphoreMapped(
    private val items: Items,
    private val entry: Entry,
    private val workers: Int,
) : Run {
    override fun once(): Any = entry.enter {
        val permits = Semaphore(workers)
        coroutineScope {
            items
                .list()
                .map {
                    async {
                        permits.withPermit {
                            yield()
                            Items.value(it)
                        }
                    }
                }.awaitAll()
        }
    }
}

/** The least that has the same concurrency: a coroutine a worker, which share an index into the items. */
class WorkersMapped(
    private val items: Items,
    private val entry: Entry,
    private val workers: Int,
) : Run {
    override fun once(): Any = entry.enter {
        val list = items.list()
        val results = arrayOfNulls<Int>(list.size)
        val next = AtomicInteger()
        coroutineScope {
            repeat(workers) {
                launch {
                    while (true) {
                        val i = next.getAndIncrement()
                        if (i >= list.size) break
                        yield()
                        results[i] = Items.value(list[i])
                    }
                }
            }
        }
        results.asList()
    }
}

/** As some would write it: a flow whose items run concurrently. It gives them in the order in which they are done. */
@OptIn(ExperimentalCoroutinesApi::class)
class FlowMapped(
    private val items: Items,
    private val entry: Entry,
    private val workers: Int,
) : Run {
    override fun once(): Any = entry.enter {
        val values = arrayOfNulls<Int>(items.list().size)
        items
            .list()
            .withIndex()
            .asFlow()
            .flatMapMerge(workers) { (i, item) ->
                flow {
                    yield()
                    emit(i to Items.value(item))
                }
            }.collect { (i, value) -> values[i] = value }
        values.asList()
    }
}

class ArrowMapped(
    private val items: Items,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter { items.list().parMap { Items.value(it) } }
}

class ArrowMappedWithWorkers(
    private val items: Items,
    private val entry: Entry,
    private val workers: Int,
) : Run {
    override fun once(): Any = entry.enter {
        items.list().parMap(concurrency = workers) {
            yield()
            Items.value(it)
        }
    }
}
