package dev.wove.behaviour.limits

import dev.wove.Task
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.inTime
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import dev.wove.internal.engine.body.EngineTask
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import java.util.stream.Stream
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

private const val ENGINE = "one place of the engine, below the faces"
private const val MOST = 1_024

private val endless = generateSequence(0) { it + 1 }

@OptIn(ExperimentalCoroutinesApi::class)
class EndlessSourceTest : FunSpec({
    val dispatchers = mapOf<String, () -> CoroutineContext>(
        "Default" to { Dispatchers.Default },
        "IO" to { Dispatchers.IO },
        "a dispatcher of one thread" to { Dispatchers.Default.limitedParallelism(1) },
        "the loop of runBlocking" to { EmptyCoroutineContext },
    )
    val mapped = mapOf<String, WeaveScope.(suspend (Int) -> Unit) -> Task<*>>(
        "each" to { body -> each(endless) { body(it) } },
        "eachUnit" to { body -> eachUnit(endless) { body(it) } },
        "eachUnit over a flow" to { body -> eachUnit(endless.asFlow()) { body(it) } },
        "eachUnit over a task's value" to { body ->
            val source = task { endless }
            eachUnit(source) { body(it) }
        },
        "eachSettled" to { body -> eachSettled(endless) { body(it) } },
        "a chained each" to { body ->
            val first = each(endless) { it }
            eachUnit(first) { body(it) }
        },
    )

    for ((where, dispatcher) in dispatchers) {
        for ((what, each) in mapped) {
            case(
                "M18 rule-12",
                "$what without an end on $where fails, is cancelled, and leaves threads to others",
                once = ENGINE,
            ) {
                inTime {
                    runBlocking(dispatcher()) {
                        shouldThrow<IOException> {
                            weave {
                                val items =
                                    each { item ->
                                        yield()
                                        if (item == 1_000 && what != "eachSettled") throw IOException("x")
                                    }
                                val other by task {
                                    yield()
                                    if (what == "eachSettled") throw IOException("x")
                                }
                                task(after = listOf(items, other)) { }
                            }
                        }
                        val begun = CompletableDeferred<Unit>()
                        val weave = launch {
                            weave {
                                val items = each { item ->
                                    yield()
                                    if (item == 100) begun.complete(Unit)
                                }
                                task(after = listOf(items)) { }
                            }
                        }
                        begun.await()
                        weave { task { 7 } } shouldBe 7
                        weave.cancelAndJoin()
                    }
                }
            }
        }
    }

    for ((where, dispatcher) in dispatchers) {
        case(
            "M18 rule-12",
            "eachBlocking without an end on $where fails, is cancelled, and leaves threads to others",
            once = ENGINE,
        ) {
            inTime {
                runBlocking(dispatcher()) {
                    shouldThrow<IOException> {
                        weave { eachBlocking(endless) { if (it == 1_000) throw IOException("x") } }
                    }
                    val begun = CompletableDeferred<Unit>()
                    val weave = launch { weave { eachBlocking(endless) { if (it == 100) begun.complete(Unit) } } }
                    begun.await()
                    weave { task { 7 } } shouldBe 7
                    weave { blocking { 7 } } shouldBe 7
                    weave.cancelAndJoin()
                }
            }
        }
    }

    val bounded = mapOf<String, WeaveScope.(suspend (Int) -> Unit) -> Task<*>>(
        "a sequence" to { body -> eachUnit(endless.take(5_000)) { body(it) } },
        "a flow" to { body -> eachUnit(endless.take(5_000).asFlow()) { body(it) } },
        "a stream that a task makes" to { body ->
            val source = task { Stream.iterate(0) { it + 1 }.limit(5_000) }
            @Suppress("UNCHECKED_CAST")
            eachUnit(source as Task<Iterable<Int>>) { body(it) }
        },
        "a chained task" to { body ->
            val first = each(endless.take(5_000)) { it }
            eachUnit(first) { body(it) }
        },
    )
    for ((what, each) in bounded) {
        case("M18 rule-12", "of $what without workers a bounded number of items is under way", once = ENGINE) {
            inTime {
                runBlocking {
                    val inside = AtomicInteger()
                    val most = AtomicInteger()
                    weave {
                        val items =
                            each {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max)
                                repeat(3) { yield() }
                                inside.decrementAndGet()
                            }
                        task(after = listOf(items)) { }
                    }
                    most.get() shouldBeLessThanOrEqualTo MOST
                }
            }
        }
    }

    case("M18 rule-12", "all items of a list start, however many", once = ENGINE) {
        runBlocking {
            val begun = AtomicInteger()
            val all = CompletableDeferred<Unit>()
            weave {
                each(List(5_000) { it }) {
                    if (begun.incrementAndGet() == 5_000) all.complete(Unit)
                    all.await()
                }
            }.size shouldBe 5_000
        }
    }

    case("M18 rule-12", "a source that blocks keeps one thread, not all", once = ENGINE) {
        inTime {
            runBlocking(Dispatchers.Default.limitedParallelism(2)) {
                val goOn = CountDownLatch(1)
                val source =
                    sequence {
                        yield(0)
                        yield(1)
                        goOn.await()
                        yield(2)
                    }
                weave {
                    val items by each(source, workers = 2) {
                        yield()
                        it
                    }
                    val other by task {
                        repeat(100) { yield() }
                        goOn.countDown()
                    }
                    task(items, other) { items().size }
                } shouldBe 3
            }
        }
    }

    case("M18", "the number of an item is never negative", once = ENGINE) {
        inTime {
            runBlocking {
                val thrown =
                    shouldThrow<IOException> {
                        coroutineScope {
                            val mayGoOn = CompletableDeferred<Unit>()
                            lateinit var items: Task<*>
                            val live =
                                launchWeave {
                                    eachUnit(endless, workers = 1, name = "items") {
                                        mayGoOn.await()
                                        if (it == 5) throw IOException("x")
                                    }.also { items = it }
                                }
                            yield()
                            val run = (items as EngineTask<*>).running!!
                            val next = run.javaClass
                                .getDeclaredField(
                                    "nextIndex",
                                ).apply { isAccessible = true }
                                .get(run)
                            if (next is AtomicLong) {
                                next.set(Int.MAX_VALUE - 2L)
                            } else {
                                (next as AtomicInteger).set(Int.MAX_VALUE - 2)
                            }
                            mayGoOn.complete(Unit)
                            live.await()
                        }
                    }
                // The scope around throws a copy.
                val notes = generateSequence<Throwable>(thrown) { it.cause }.flatMap { it.suppressed.asSequence() }
                notes.joinToString { it.message.orEmpty() } shouldContain "item 2147483647"
            }
        }
    }
})
