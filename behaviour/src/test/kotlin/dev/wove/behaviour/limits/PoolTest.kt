package dev.wove.behaviour.limits

import dev.wove.behaviour.inTime
import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainOnly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import org.slf4j.MDC
import java.util.concurrent.CountDownLatch

/** What only a pool of threads can get wrong, as on JDK 17: a cap that is there unasked, and threads used again. */
class PoolTest : FunSpec({
    test("a blocking body that is cancelled while it waits for a thread does not keep those behind it waiting") {
        inTime {
            runBlocking(Dispatchers.Default.limitedParallelism(1)) {
                supervisorScope {
                    val most = 256
                    val oneEnds = CountDownLatch(1)
                    val lastRuns = CountDownLatch(1)
                    val allWait = CompletableDeferred<Unit>()
                    val live =
                        launchWeave {
                            val first = blocking("first") { oneEnds.await() }
                            val others = List(most - 1) { blocking("other-$it") { lastRuns.await() } }
                            blocking("cancelled") { }
                            val last = blocking("last") { lastRuns.countDown() }
                            task { allWait.complete(Unit) }
                            task(first, last, after = others) { 7 }
                        }
                    allWait.await()
                    live["cancelled"].cancel()
                    oneEnds.countDown()
                    live.await() shouldBe 7
                }
            }
        }
    }

    test("what blocking bodies leave in the MDC is gone for the next weave, also where the caller has none") {
        MDC.clear()
        val items = List(50) { it }
        weave { eachBlocking(items) { MDC.put("user", "alice") } }
        weave { eachBlocking(items) { MDC.get("user") } } shouldContainOnly setOf(null)
    }
})
