package dev.wove.benchmarks.side

import dev.wove.Policy
import dev.wove.Task
import dev.wove.WeaveOptions
import dev.wove.benchmarks.shape.Dag
import dev.wove.benchmarks.shape.Run
import dev.wove.dsl.TaskScope
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.weave
import kotlinx.coroutines.yield

/** Declares, checks, runs and times the graph as a weave of named tasks. */
class WoveGraph(
    private val dag: Dag,
    private val entry: Entry,
    private val policy: Policy? = null,
) : Run {
    override fun once(): Any = entry.enter { weave("graph") { tasks(dag, policy) {} } }
}

/** The same with [options], as a trace, a listener or an observer. */
class WoveGraphWith(
    private val dag: Dag,
    private val entry: Entry,
    private val options: WeaveOptions,
) : Run {
    override fun once(): Any = entry.enter { weave("graph", options = options) { tasks(dag, null) {} } }
}

/** The same; each body suspends once before it works. */
class WoveYieldingGraph(
    private val dag: Dag,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter { weave("graph") { tasks(dag, null) { yield() } } }
}

/** The tasks of [dag]; returns the last. [before] is inlined into the bodies, so that bodies that do not suspend are compiled as such. */
internal inline fun WeaveScope.tasks(dag: Dag, policy: Policy?, crossinline before: suspend (Int) -> Unit): Task<Int> {
    val tasks = ArrayList<Task<Int>>(dag.size())
    for (i in 0..<dag.size()) {
        val name = dag.name(i)
        val inputs = dag.inputs(i)
        tasks +=
            when (inputs.size) {
                0 -> {
                    task(name, policy = policy) {
                        before(i)
                        dag.value(i, 0)
                    }
                }

                1 -> {
                    val a = tasks[inputs[0]]
                    task(name, a, policy = policy) {
                        before(i)
                        dag.value(i, a())
                    }
                }

                2 -> {
                    val a = tasks[inputs[0]]
                    val b = tasks[inputs[1]]
                    task(name, a, b, policy = policy) {
                        before(i)
                        dag.value(i, a() + b())
                    }
                }

                else -> {
                    val many = Array(inputs.size) { tasks[inputs[it]] }
                    task(name, *many, policy = policy) {
                        before(i)
                        dag.value(i, sumOf(many))
                    }
                }
            }
    }
    return tasks.last()
}

internal fun TaskScope.sumOf(inputs: Array<Task<Int>>): Int {
    var sum = 0
    for (input in inputs) sum += input()
    return sum
}
