package dev.wove.benchmarks.growth

import dev.wove.Task
import dev.wove.dsl.weave
import kotlinx.coroutines.runBlocking
import kotlin.coroutines.CoroutineContext

private const val MOST_WIDTH = 100

/** Weaves of trivial bodies, of any size. Each call builds, plans and runs one, and checks its value. */
internal object Weaves {
    @JvmStatic
    fun chain(tasks: Int): Weaving = Weaving {
        val length =
            weave("chain") {
                var last: Task<Int> = task { 1 }
                repeat(tasks - 1) {
                    val input = last
                    last = task(input) { input() + 1 }
                }
                last
            }
        check(length == tasks)
    }

    @JvmStatic
    fun fanIn(tasks: Int): Weaving = Weaving {
        val ended =
            weave("fan-in") {
                val all = Array(tasks - 1) { task { 1 } }
                task(*all) { all.sumOf { it() } }
            }
        check(ended == tasks - 1)
    }

    @JvmStatic
    fun fanOut(tasks: Int): Weaving = Weaving {
        val one =
            weave("fan-out") {
                val first = task { 1 }
                var last = first
                repeat(tasks - 1) { last = task(first) { first() } }
                last
            }
        check(one == 1)
    }

    /**
     * Layers of a hundred tasks, or of a tenth of all if those are fewer. All but those of the first have [inputs] inputs
     * in the layer above, or as many as that has.
     */
    @JvmStatic
    fun layered(tasks: Int, inputs: Int, workers: Int?): Weaving = Weaving {
        val width = widthOf(tasks)
        val deepest =
            weave("layers", workers = workers) {
                var layer = Array(width) { task { 0 } }
                var declared = width
                while (declared < tasks) {
                    val above = layer
                    layer =
                        Array(minOf(width, tasks - declared)) { i ->
                            val mine = Array(minOf(inputs, width)) { above[(i + it) % width] }
                            task(*mine) {
                                var most = 0
                                for (input in mine) most = maxOf(most, input())
                                most + 1
                            }
                        }
                    declared += layer.size
                }
                layer.last()
            }
        check(deepest == if (inputs == 0) 1 else (tasks - 1) / width)
    }

    /** The edges of such a graph. */
    @JvmStatic
    fun edgesOfLayered(tasks: Int, inputs: Int): Int = widthOf(tasks).let { (tasks - it) * minOf(inputs, it) }

    private fun widthOf(tasks: Int) = (tasks / 10).coerceIn(1, MOST_WIDTH)
}

/** A weave to be run any number of times. */
internal class Weaving(
    private val once: suspend () -> Unit,
) {
    fun run(context: CoroutineContext, times: Int) {
        runBlocking(context) { repeat(times) { once() } }
    }
}
