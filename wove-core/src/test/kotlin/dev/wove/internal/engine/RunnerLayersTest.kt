package dev.wove.internal.engine

import dev.wove.Backoff
import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.TaskTimeoutException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import java.io.IOException
import java.time.Duration.ofSeconds

/** The layers around a body, from outside in: fallback, deadline, retries with backoff, an attempt with its timeout. */
@OptIn(ExperimentalCoroutinesApi::class)
class RunnerLayersTest : FunSpec({
    suspend fun TestScope.run(policy: Policy, body: (Any?) -> Any?): Any? {
        val graph = graphOf()
        val task = graph.task("a", TaskKind.SUSPENDING, policy = policy, body = body)
        return Execution.inContext<Any?>(graph, graph.seal(task), coroutineContext).valueSuspending()
    }

    test("an attempt follows another after its backoff, and the last failure is the one that is thrown") {
        runTest {
            val at = ArrayList<Long>()
            val policy = Policy.retries(2).backoff(Backoff.exponential(ofSeconds(1)))
            val thrown =
                shouldThrow<IOException> {
                    run(policy) {
                        at.add(currentTime)
                        throw IOException("attempt ${at.size}")
                    }
                }
            at shouldContainExactly listOf(0, 1_000, 3_000)
            thrown.message shouldBe "attempt 3"
            thrown.suppressed.mapNotNull { it.message }.filter { it.startsWith("attempt") } shouldContainExactly
                listOf("attempt 1", "attempt 2")
        }
    }

    test("a failure that is not worth it is not tried again") {
        runTest {
            var attempts = 0
            shouldThrow<IllegalStateException> {
                run(Policy.retries(5).retryIf { it is IOException }) {
                    attempts++
                    throw if (attempts < 3) IOException() else IllegalStateException()
                }
            }
            attempts shouldBe 3
        }
    }

    test("the fallback is asked once, after the last attempt, with what that failed with") {
        runTest {
            val failures = ArrayList<Throwable>()
            val last = IOException("last")
            var attempts = 0
            run(
                Policy.retries(1).fallback {
                    failures.add(it)
                    "instead"
                },
            ) { throw if (++attempts == 2) last else IOException("first") } shouldBe "instead"
            failures.single() shouldBeSameInstanceAs last
        }
    }

    test("the deadline is around all attempts and what is between them, and the fallback is outside of it") {
        runTest {
            var attempts = 0
            val failing: (Any?) -> Any? = {
                attempts++
                throw IOException()
            }
            val policy = Policy.retries(100).backoff(Backoff.constant(ofSeconds(2))).deadline(ofSeconds(5))
            run(policy.fallback { "late" }, failing) shouldBe "late"
            attempts shouldBe 3
            currentTime shouldBe 4_000
        }
    }

    test("a timeout is that of one attempt, which has stopped before the next begins") {
        runTest {
            val far = Elsewhere("far")
            val graph = graphOf()
            val policy = Policy.timeout(ofSeconds(3)).retries(1)
            val task = graph.task("a", place = far, policy = policy)
            val end =
                async {
                    runCatching {
                        Execution
                            .inContext<Any?>(
                                graph,
                                graph.seal(task),
                                coroutineContext,
                            ).valueSuspending()
                    }
                }
            val first = far.sent.receive()
            first.begin()
            testScheduler.advanceTimeBy(10_000)
            runCurrent()
            // It was told to stop, and has not.
            far.sent.tryReceive().isSuccess shouldBe false
            first.fail(IOException("stopped"))
            val second = far.sent.receive()
            second.begin()
            second.succeed("value")
            end.await().getOrThrow() shouldBe "value"
        }
    }

    test("of several attempts that time out, the last is told") {
        runTest {
            val far = Elsewhere("far")
            val graph = graphOf()
            val task = graph.task("a", place = far, policy = Policy.timeout(ofSeconds(3)).retries(1))
            val end =
                async {
                    runCatching {
                        Execution
                            .inContext<Any?>(
                                graph,
                                graph.seal(task),
                                coroutineContext,
                            ).valueSuspending()
                    }
                }
            repeat(2) {
                val body = far.sent.receive()
                body.begin()
                testScheduler.advanceTimeBy(3_001)
                runCurrent()
                body.fail(IOException("stopped"))
            }
            val failure = end.await().exceptionOrNull() as TaskTimeoutException
            failure.message!! shouldContain "timed out after 3 s in attempt 2"
        }
    }
})
