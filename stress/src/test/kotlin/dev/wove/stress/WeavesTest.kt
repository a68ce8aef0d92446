package dev.wove.stress

import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.WaitCycleException
import dev.wove.dsl.weave
import io.kotest.core.spec.style.FunSpec
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import java.util.concurrent.CancellationException

/** Whole weaves; their pieces are model-checked alone, in the other tests. */
class WeavesTest : FunSpec({
    isNotModelChecked("what ends early starts a timer, whose thread a model checker would have to own")

    // A slot that left while an item arrived went looking for it until its stack overflowed, and the weave hung.
    holdsOnThreads("chained items pass through, few at a time", times = 500) {
        val result =
            onThreads({
                weave {
                    val first by each(listOf(1, 2, 3), workers = 2) { it }
                    val second by each(first, workers = 1, policy = Policy.none().maxPending(1)) { it * 2 }
                    second
                }
            })
        check(result.getOrThrow() == listOf(2, 4, 6)) { "$result" }
    }

    holdsOnThreads("a weave that is cancelled ends as cancelled or with its value", times = 1_000) {
        val result =
            onThreads({
                weave {
                    val a by task { 1 }
                    val b by task { 2 }
                    task(a, b) { a() + b() }
                }
            }) { it.cancel() }
        check(result.getOrNull() == 3 || result.exceptionOrNull() is CancellationException) { "$result" }
    }

    holdsOnThreads("a limiter is free after a weave that was cancelled while bodies lent their slots", times = 1_000) {
        val limiter = Limiter.concurrent(1)
        val limited = Policy.limit(limiter)
        val result =
            onThreads({
                weave {
                    val nests by task(policy = limited) {
                        coroutineScope { repeat(2) { launch { weave { task { } } } } }
                    }
                    val other by task(policy = limited) { 2 }
                    task(nests, other) { other() }
                }
            }) { it.cancel() }
        check(result.getOrNull() == 2 || result.exceptionOrNull() is CancellationException) { "$result" }
        check(limiter.inUse() == 0) { "${limiter.inUse()} slots are still taken" }
    }

    holdsOnThreads("of two tasks that wait for each other one is told", times = 1_000) {
        val result =
            onThreads({
                weave {
                    val b = ref<Int>("b")
                    val a by task { b.await() }
                    task("b") { a.await() }
                    a
                }
            })
        check(result.exceptionOrNull() is WaitCycleException) { "$result" }
    }
})
