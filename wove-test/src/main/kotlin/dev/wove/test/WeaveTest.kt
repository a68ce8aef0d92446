@file:JvmName("KotlinWeaveTests")
@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.wove.test

import dev.wove.internal.engine.body.ClockElement
import dev.wove.test.internal.VirtualClock
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestDispatcher
import kotlinx.coroutines.test.TestResult
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/**
 * Runs a test of weaves in virtual time: kotlinx's `runTest`, in which time also holds still while a blocking body runs or
 * a `CompletionStage` is pending.
 *
 * ```kotlin
 * @Test fun `a slow partner is given up`() = weaveTest {
 *     shouldThrow<TaskTimeoutException> {
 *         weave { blocking(timeout = 2.seconds, retries = 1) { virtualTime.sleep(1.hours) } }
 *     }
 *     currentTime shouldBe 4_000
 * }
 * ```
 *
 * Everything that waits in a weave reads this time, timeouts of blocking bodies included: such a body takes no time
 * unless it asks for some, see [VirtualTime]. (In a plain `runTest`, time runs away from blocking bodies, and so their
 * timeouts are real.)
 *
 * @param context more elements for the test, as for `runTest`; a test dispatcher among them is used
 * @param timeout how long the test may take in real time
 */
public fun weaveTest(
    context: CoroutineContext = EmptyCoroutineContext,
    timeout: Duration = 1.minutes,
    testBody: suspend TestScope.() -> Unit,
): TestResult {
    val given = context[ContinuationInterceptor] ?: StandardTestDispatcher()
    val dispatcher =
        requireNotNull(given as? TestDispatcher) {
            "weaveTest needs a test dispatcher, but its context has $given.\n  Leave it out, or use StandardTestDispatcher()."
        }
    return runTest(context + dispatcher + VirtualClock(dispatcher), timeout, testBody)
}

/** The time of this test, for its blocking bodies. */
public val TestScope.virtualTime: VirtualTime
    get() =
        checkNotNull(coroutineContext[ClockElement] as? VirtualTime) {
            "This test does not run in Wove's virtual time.\n  Instead of   runTest { ... }\n  use          weaveTest { ... }"
        }

/** Blocks the calling blocking body until [wait] has passed. */
public fun VirtualTime.sleep(wait: Duration) {
    sleep(wait.toJavaDuration())
}
