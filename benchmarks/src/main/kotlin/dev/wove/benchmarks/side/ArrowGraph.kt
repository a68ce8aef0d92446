package dev.wove.benchmarks.side

import arrow.fx.coroutines.parMap
import dev.wove.benchmarks.shape.Dag
import dev.wove.benchmarks.shape.Run

/** The graph level by level: Arrow has no graphs, so that each level waits for the whole one before it. */
class ArrowGraph(
    private val dag: Dag,
    private val entry: Entry,
) : Run {
    private val levels = levelsOf(dag)

    override fun once(): Any = entry.enter {
        val values = IntArray(dag.size())
        for (level in levels) {
            level.parMap { values[it] = dag.value(it, sumOf(values, dag.inputs(it))) }
        }
        values.last()
    }

    private fun sumOf(values: IntArray, inputs: IntArray): Int {
        var sum = 0
        for (input in inputs) sum += values[input]
        return sum
    }

    private fun levelsOf(dag: Dag): List<List<Int>> {
        val level = IntArray(dag.size())
        for (i in 0..<dag.size()) level[i] = dag.inputs(i).maxOfOrNull { level[it] + 1 } ?: 0
        return (0..<dag.size()).groupBy { level[it] }.toSortedMap().values.toList()
    }
}
