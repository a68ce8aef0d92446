package dev.wove.benchmarks

import dev.wove.Task
import dev.wove.dsl.weave
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlin.system.exitProcess

/**
 * What a task costs beside hand-written `async`, for graphs of 10 000 trivial tasks: the quick check that CI runs.
 *
 * Both sides run in one JVM on the same dispatcher, in rounds whose order is swapped; a round's figure is the median of
 * its runs, and the ratio is the median of the rounds' ratios.
 */
private const val TASKS = 10_000
private const val LAYER = 100
private const val WARM_UP_RUNS = 150
private const val RUNS = 15
private const val ROUNDS = 9
private const val BUDGET = 0.6

private class Shape(
    val name: String,
    val ours: suspend () -> Int,
    val byHand: suspend () -> Int,
)

private val shapes =
    listOf(
        Shape("chain", ::chainOfTasks, ::chainByHand),
        Shape("layered, 2 inputs each", ::layersOfTasks, ::layersByHand),
    )

fun main() {
    val tooDear =
        runBlocking {
            withContext(Dispatchers.Default) {
                println("%-24s %10s %10s %7s %7s".format("10 000 tasks, ns each", "wove", "by hand", "ratio", "budget"))
                shapes.filterNot { isCheap(it) }
            }
        }
    if (tooDear.isNotEmpty()) {
        println("Over the budget: " + tooDear.joinToString { it.name })
        exitProcess(1)
    }
}

private suspend fun isCheap(shape: Shape): Boolean {
    check(shape.ours() == shape.byHand()) { "the two sides of '${shape.name}' do not compute the same" }
    repeat(WARM_UP_RUNS) {
        shape.ours()
        shape.byHand()
    }
    val rounds =
        List(ROUNDS) { round ->
            if (round % 2 == 0) {
                val ours = medianNanos(shape.ours)
                ours to medianNanos(shape.byHand)
            } else {
                val byHand = medianNanos(shape.byHand)
                medianNanos(shape.ours) to byHand
            }
        }
    val ratio = rounds.map { (ours, byHand) -> ours / byHand }.median()
    println(
        "%-24s %10.0f %10.0f %7.2f %7.2f".format(
            shape.name,
            rounds.map { it.first }.median(),
            rounds.map { it.second }.median(),
            ratio,
            BUDGET,
        ),
    )
    return ratio <= BUDGET
}

private suspend fun medianNanos(run: suspend () -> Int): Double = List(RUNS) {
    val start = System.nanoTime()
    run()
    (System.nanoTime() - start).toDouble() / TASKS
}.median()

private fun List<Double>.median(): Double = sorted()[size / 2]

private suspend fun chainOfTasks(): Int = weave("chain") {
    var last: Task<Int> = task { 0 }
    repeat(TASKS - 1) {
        val input = last
        last = task(input) { input() + 1 }
    }
    last
}

private suspend fun chainByHand(): Int = coroutineScope {
    var last: Deferred<Int> = async { 0 }
    repeat(TASKS - 1) {
        val input = last
        last = async { input.await() + 1 }
    }
    last.await()
}

private suspend fun layersOfTasks(): Int = weave("layers") {
    var layer: List<Task<Int>> = List(LAYER) { task { it } }
    repeat(TASKS / LAYER - 1) {
        val inputs = layer
        layer =
            List(LAYER) { i ->
                val left = inputs[i]
                val right = inputs[(i + 1) % LAYER]
                task(left, right) { (left() + right()) and 0xffff }
            }
    }
    val last = layer
    task(*last.toTypedArray()) { last.sumOf { it() } }
}

private suspend fun layersByHand(): Int = coroutineScope {
    var layer: List<Deferred<Int>> = List(LAYER) { async { it } }
    repeat(TASKS / LAYER - 1) {
        val inputs = layer
        layer =
            List(LAYER) { i ->
                val left = inputs[i]
                val right = inputs[(i + 1) % LAYER]
                async { (left.await() + right.await()) and 0xffff }
            }
    }
    val last = layer
    last.sumOf { it.await() }
}
