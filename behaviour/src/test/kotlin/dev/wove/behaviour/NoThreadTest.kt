package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.dsl.weaveResult
import dev.wove.internal.pool.BlockingPool
import dev.wove.internal.run.LiveCounters
import dev.wove.java.Wove
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.annotation.Isolate
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.awaitCancellation
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ThreadFactory
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** What happens when the JVM gives no more threads. Virtual threads do not run out in a way that a test could bring about. */
@Isolate
class NoThreadTest : FunSpec({
    val none = IllegalStateException("no thread can be had")

    /** Runs [test] while the pool gets no thread the first [times] it asks for one. */
    suspend fun withoutThreads(times: Int, test: suspend () -> Unit) {
        val pool = BlockingPool::class.java.getDeclaredField("EXECUTOR").apply { isAccessible = true }.get(null)
            as ThreadPoolExecutor
        val factory = pool.threadFactory
        val keepAlive = pool.getKeepAliveTime(TimeUnit.NANOSECONDS)
        val left = AtomicInteger(times)
        // Idle threads would be taken instead of new ones.
        pool.setKeepAliveTime(1, TimeUnit.NANOSECONDS)
        eventually(30.seconds) { pool.poolSize shouldBe 0 }
        pool.threadFactory = ThreadFactory { if (left.decrementAndGet() >= 0) throw none else factory.newThread(it) }
        try {
            test()
        } finally {
            pool.threadFactory = factory
            pool.setKeepAliveTime(keepAlive, TimeUnit.NANOSECONDS)
        }
        eventually(30.seconds) { LiveCounters.blockingBodies() shouldBe 0 }
    }

    context("no thread can be had for a blocking body").config(enabled = !BlockingPool.isVirtual()) {
        test("rule-5 the task fails with what the JVM says, and what depends on it is skipped") {
            withoutThreads(1) {
                val result =
                    weaveResult("w") {
                        val a by blocking { 1 }
                        val b by task(a) { a() + 1 }
                        b
                    }
                result.failure() shouldBe none
                result.outcome("a") shouldBe Outcome.Failed<Int>(none)
                result.skipped() shouldBe setOf("b")
            }
        }

        test("rule-12 its slot goes to the next that waits for one, in Kotlin and in Java") {
            withoutThreads(1) {
                val result =
                    weaveResult("w", maxBlocking = 1, onFailure = OnFailure.CONTINUE) {
                        val a by blocking { 1 }
                        val b by blocking { 2 }
                        task("all", settled(a), settled(b)) { }
                    }
                result.outcome("a") shouldBe Outcome.Failed<Int>(none)
                result["b"] shouldBe 2
            }
            withoutThreads(1) {
                val options = WeaveOptions.maxBlocking(1).onFailure(OnFailure.CONTINUE)
                val result =
                    Wove.with(options).weaveResult("w") { w ->
                        w.task<Int>("a") { 1 }
                        w.task<Int>("b") { 2 }
                    }
                result.outcome("a") shouldBe Outcome.Failed<Int>(none)
                result["b"] shouldBe 2
            }
        }

        test("rule-11 what waits for a timer goes on as soon as there is a thread") {
            withoutThreads(3) {
                weaveResult("w") {
                    task<Int>(timeout = 1.milliseconds) { awaitCancellation() }
                }.failure().shouldBeInstanceOf<TaskTimeoutException>()
            }
        }

        test("rule-12 the slot that every weave gives it goes on, too") {
            withoutThreads(1) {
                val together = CountDownLatch(BlockingPool.DEFAULT_MAX_BLOCKING)
                val result =
                    weaveResult("w", onFailure = OnFailure.CONTINUE) {
                        val lost by blocking { 1 }
                        val all =
                            List(BlockingPool.DEFAULT_MAX_BLOCKING) { i ->
                                blocking("b$i") {
                                    together.countDown()
                                    together.await(30, TimeUnit.SECONDS)
                                }
                            }
                        task("end", settled(lost), *all.toTypedArray()) { all.all { it() } }
                    }
                result.outcome("lost") shouldBe Outcome.Failed<Int>(none)
                result["end"] shouldBe true
            }
        }
    }
})
