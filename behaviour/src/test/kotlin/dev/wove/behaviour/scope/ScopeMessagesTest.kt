package dev.wove.behaviour.scope

import dev.wove.TaskFailedException
import dev.wove.TaskTimeoutException
import dev.wove.behaviour.notes
import dev.wove.behaviour.withoutBodyLine
import dev.wove.dsl.await
import dev.wove.dsl.merge
import dev.wove.dsl.policy
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.test.runTest
import kotlin.time.Duration.Companion.milliseconds

class ScopeMessagesTest : FunSpec({
    context("what is told of a scope speaks of a scope") {
        test("when its time is up") {
            runTest {
                shouldThrow<TaskTimeoutException> {
                    taskScope(
                        "feed",
                        timeout = 50.milliseconds,
                    ) { start(name = "post") { awaitCancellation() }.await() }
                }.message shouldBe "Scope 'feed' timed out after 50 ms.\n  Running then: post"
            }
        }

        test("when the time of one of its calls is up") {
            runTest {
                shouldThrow<TaskTimeoutException> {
                    taskScope("feed") {
                        start(name = "post", policy = policy { timeout = 5.milliseconds }) {
                            awaitCancellation()
                        }.await()
                    }
                }.message shouldBe "Task 'post' in scope 'feed' timed out after 5 ms in attempt 1."
            }
        }

        test("when one of its calls fails") {
            runTest {
                shouldThrow<IllegalStateException> {
                    taskScope("feed") { start(name = "post") { error("one") } }
                }.notes().map(::withoutBodyLine) shouldBe
                    listOf("Task 'post' in scope 'feed' failed: java.lang.IllegalStateException")
            }
            shouldThrow<IllegalStateException> {
                Wove.named("feed").taskScope().use { scope -> scope.start<Int> { error("one") } }
            }.notes().forEach { it!! shouldNotContain "weave" }
        }

        test("when one of its calls throws a cancellation of its own") {
            runTest {
                shouldThrow<TaskFailedException> {
                    taskScope("feed") { start(name = "post") { throw CancellationException() }.await() }
                }.message shouldStartWith "Task 'post' in scope 'feed' threw a CancellationException"
            }
        }

        test("when a task merged inside one of its calls fails") {
            runTest {
                val notes = shouldThrow<IllegalStateException> {
                    taskScope("feed") {
                        start(name = "post") { merge(listOf(1), name = "tags") { error("one") } }.await()
                    }
                }.notes()
                notes.forEach { it!! shouldNotContain "weave" }
            }
        }
    }

    test("what is told of a weave inside a scope speaks of the weave") {
        runTest {
            shouldThrow<IllegalStateException> {
                taskScope("feed") {
                    start(name = "post") { weave("page") { task("a") { error("one") } } }.await()
                }
            }.notes().single()!! shouldStartWith "Task 'a' in weave 'page' failed"
        }
    }
})
