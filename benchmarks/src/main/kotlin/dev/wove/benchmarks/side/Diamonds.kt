package dev.wove.benchmarks.side

import arrow.fx.coroutines.parZip
import dev.wove.benchmarks.shape.DiamondBodies.bottom
import dev.wove.benchmarks.shape.DiamondBodies.left
import dev.wove.benchmarks.shape.DiamondBodies.right
import dev.wove.benchmarks.shape.DiamondBodies.top
import dev.wove.benchmarks.shape.Run
import dev.wove.dsl.weave
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope

/** [times] diamonds of four, one after the other in one coroutine, so that entering it costs nothing. */
class WoveDiamonds(
    private val times: Int,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter {
        sumOf(times) { i ->
            weave {
                val top by task { top(i) }
                val left by task(top) { left(top()) }
                val right by task(top) { right(top()) }
                val bottom by task(left, right) { bottom(left(), right()) }
                bottom
            }
        }
    }
}

/** As most would write it: both branches are an `async`. */
class TwoAsyncDiamonds(
    private val times: Int,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter {
        sumOf(times) { i ->
            coroutineScope {
                val top = top(i)
                val left = async { left(top) }
                val right = async { right(top) }
                bottom(left.await(), right.await())
            }
        }
    }
}

/** The least that has the same concurrency: one branch is an `async`, the other runs here. */
class OneAsyncDiamonds(
    private val times: Int,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter {
        sumOf(times) { i ->
            coroutineScope {
                val top = top(i)
                val left = async { left(top) }
                val right = right(top)
                bottom(left.await(), right)
            }
        }
    }
}

class ArrowDiamonds(
    private val times: Int,
    private val entry: Entry,
) : Run {
    override fun once(): Any = entry.enter {
        sumOf(times) { i ->
            val top = top(i)
            parZip({ left(top) }, { right(top) }) { left, right -> bottom(left, right) }
        }
    }
}

private inline fun sumOf(times: Int, diamond: (Int) -> Int): Int {
    var sum = 0
    for (i in 0..<times) sum += diamond(i)
    return sum
}
