package dev.wove.benchmarks.side

import dev.wove.benchmarks.shape.Dag
import dev.wove.benchmarks.shape.Run
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.yield

/** The graph by hand: an `async` a task, which awaits those it needs. */
class AsyncGraph(
    private val dag: Dag,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter { coroutineScope { asyncs(dag) {}.await() } }
}

/** The same; each body suspends once before it works. */
class AsyncYieldingGraph(
    private val dag: Dag,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter { coroutineScope { asyncs(dag) { yield() }.await() } }
}

/** [before] is what a task does once it has its inputs. */
internal inline fun CoroutineScope.asyncs(dag: Dag, crossinline before: suspend (Int) -> Unit): Deferred<Int> {
    val tasks = ArrayList<Deferred<Int>>(dag.size())
    for (i in 0..<dag.size()) {
        val inputs = dag.inputs(i)
        tasks +=
            when (inputs.size) {
                0 -> {
                    async {
                        before(i)
                        dag.value(i, 0)
                    }
                }

                1 -> {
                    val a = tasks[inputs[0]]
                    async {
                        val value = a.await()
                        before(i)
                        dag.value(i, value)
                    }
                }

                2 -> {
                    val a = tasks[inputs[0]]
                    val b = tasks[inputs[1]]
                    async {
                        val sum = a.await() + b.await()
                        before(i)
                        dag.value(i, sum)
                    }
                }

                else -> {
                    val many = Array(inputs.size) { tasks[inputs[it]] }
                    async {
                        val sum = sumOf(many)
                        before(i)
                        dag.value(i, sum)
                    }
                }
            }
    }
    return tasks.last()
}

internal suspend fun sumOf(inputs: Array<Deferred<Int>>): Int {
    var sum = 0
    for (input in inputs) sum += input.await()
    return sum
}
