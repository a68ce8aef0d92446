package dev.wove.stress

import dev.wove.DelayedResult
import dev.wove.OnFailure
import dev.wove.dsl.LiveScope
import dev.wove.dsl.await
import dev.wove.dsl.taskScope
import io.kotest.core.spec.style.FunSpec
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicInteger

/** Tasks that are added to a run while others of it end, fail and are cancelled. */
class GrowthTest : FunSpec({
    isNotModelChecked("what ends early starts a timer, whose thread a model checker would have to own")

    holdsOnThreads("a task that is added while its inputs end runs once, after them", times = 2_000) {
        val runs = AtomicInteger()
        val result =
            onThreads({
                taskScope {
                    val a = start { 1 }
                    val b = start { 2 }
                    val sum =
                        start(a, b) { x, y ->
                            runs.incrementAndGet()
                            x + y
                        }
                    sum.await()
                }
            })
        check(result.getOrThrow() == 3) { "$result" }
        check(runs.get() == 1) { "ran $runs times" }
    }

    holdsOnThreads("tasks that add tasks are waited for, whoever of them ends last", times = 2_000) {
        val runs = AtomicInteger()

        fun LiveScope.addAll(depth: Int) {
            start {
                runs.incrementAndGet()
                if (depth > 0) repeat(2) { addAll(depth - 1) }
            }
        }
        onThreads({ taskScope { addAll(4) } }).getOrThrow()
        check(runs.get() == 31) { "$runs of 31 ran" }
    }

    holdsOnThreads("a scope that is cancelled while tasks are added ends, and none of them is left", times = 2_000) {
        val running = AtomicInteger()
        val all = ArrayList<DelayedResult<Int>>()
        val result =
            onThreads({
                taskScope {
                    repeat(5) { n ->
                        all +=
                            start(all(all.takeLast(2))) {
                                running.incrementAndGet()
                                running.decrementAndGet()
                                n
                            }
                    }
                    all.last().await()
                }
            }) { it.cancel() }
        check(result.getOrNull() == 4 || result.exceptionOrNull() is CancellationException) { "$result" }
        check(running.get() == 0) { "$running still run" }
        check(all.all { it.isDone }) { "${all.count { !it.isDone }} have not ended" }
    }

    holdsOnThreads("a call is cancelled or runs, while its input ends", times = 2_000) {
        val ran = AtomicInteger()
        lateinit var consumer: DelayedResult<Int>
        val result =
            onThreads({
                taskScope(onFailure = OnFailure.CONTINUE) {
                    val input = start { 1 }
                    consumer = start(input) { ran.incrementAndGet() }
                    consumer.cancel()
                    input.await()
                }
            })
        check(result.getOrThrow() == 1) { "$result" }
        check(consumer.isDone && ran.get() <= 1) { "$consumer ran $ran times" }
    }

    holdsOnThreads("a task that is added while another fails runs or is skipped", times = 2_000) {
        val failure = IllegalStateException("x")
        lateinit var added: DelayedResult<Int>
        val result =
            onThreads({
                taskScope {
                    start { throw failure }
                    added = start { 1 }
                }
            })
        check(result.exceptionOrNull() === failure) { "$result" }
        check(added.isDone) { "$added has not ended" }
    }
})
