package dev.wove.benchmarks.side

import dev.wove.benchmarks.shape.Dag
import dev.wove.benchmarks.shape.Run
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.withTimeout

/** The graph by hand, each body in a loop that would retry it. */
class RetryingAsyncGraph(
    private val dag: Dag,
    private val entry: Entry,
    private val retries: Int,
) : Run {
    override fun once(): Any = entry.enter {
        coroutineScope { asyncs(dag) { i, inputs -> retrying(retries) { dag.value(i, inputs) } }.await() }
    }
}

/** The graph by hand, each body in a `withTimeout`. */
class TimedAsyncGraph(
    private val dag: Dag,
    private val entry: Entry,
    private val timeoutMillis: Long,
) : Run {
    override fun once(): Any = entry.enter {
        coroutineScope { asyncs(dag) { i, inputs -> withTimeout(timeoutMillis) { dag.value(i, inputs) } }.await() }
    }
}

private inline fun CoroutineScope.asyncs(dag: Dag, crossinline body: suspend (Int, Int) -> Int): Deferred<Int> {
    val tasks = ArrayList<Deferred<Int>>(dag.size())
    for (i in 0..<dag.size()) {
        val inputs = dag.inputs(i)
        tasks +=
            if (inputs.size == 2) {
                val a = tasks[inputs[0]]
                val b = tasks[inputs[1]]
                async { body(i, a.await() + b.await()) }
            } else {
                val many = Array(inputs.size) { tasks[inputs[it]] }
                async { body(i, sumOf(many)) }
            }
    }
    return tasks.last()
}

private inline fun <T> retrying(retries: Int, attempt: () -> T): T {
    var failures = 0
    while (true) {
        try {
            return attempt()
        } catch (e: CancellationException) {
            throw e
        } catch (e: Exception) {
            if (++failures > retries) throw e
        }
    }
}
