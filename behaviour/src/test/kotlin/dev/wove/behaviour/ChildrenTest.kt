package dev.wove.behaviour

import dev.wove.TaskTimeoutException
import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import kotlin.time.Duration.Companion.seconds

class ChildrenTest : FunSpec({
    context("a coroutine that a body launched and that outlives all tasks") {
        test("fails the weave when it fails") {
            runTest {
                val failure = IllegalStateException("child")
                shouldThrow<IllegalStateException> {
                    weave {
                        task {
                            CoroutineScope(currentCoroutineContext()).launch {
                                delay(100)
                                throw failure
                            }
                            "value"
                        }
                    }
                } shouldBeSameInstanceAs failure
            }
        }

        test("is bounded by the timeout of the weave") {
            runTest {
                shouldThrow<TaskTimeoutException> {
                    weave(timeout = 1.seconds) {
                        task { CoroutineScope(currentCoroutineContext()).launch { delay(60_000) } }
                    }
                }
            }
        }
    }
})
