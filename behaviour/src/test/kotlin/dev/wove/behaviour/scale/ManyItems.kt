package dev.wove.behaviour.scale

import dev.wove.dsl.weave
import dev.wove.internal.run.LiveCounters
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import java.util.concurrent.atomic.LongAdder

/** Sums up the items of a lazy source in a JVM of its own, whose heap is too small to hold them. */
internal object ManyItems {
    private fun numbers(items: Long) = generateSequence(0L) { it + 1 }.takeWhile { it < items }

    private fun sumOf(items: Long, suspends: Boolean): Long {
        val sum = LongAdder()
        val count =
            runBlocking(Dispatchers.Default) {
                weave("items") {
                    eachUnit(numbers(items), workers = 8) {
                        if (suspends) yield()
                        sum.add(it)
                    }
                }
            }
        check(count == items) { "$count of $items items" }
        return sum.sum()
    }

    @JvmStatic
    fun main(args: Array<String>) {
        val items = args[1].toLong()
        val sum =
            when (args[0]) {
                "at once" -> sumOf(items, suspends = false)
                "suspending" -> sumOf(items, suspends = true)
                "java" -> JavaGraphs.sumOf(items)
                else -> error("There is no way '${args[0]}'")
            }
        check(LiveCounters.runs() == 0L) { "${LiveCounters.runs()} runs have not completed" }
        println("sum $sum in a heap of ${Runtime.getRuntime().maxMemory() shr 20} MB")
    }
}
