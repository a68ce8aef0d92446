package dev.wove.behaviour.failure

import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.behaviour.attached
import dev.wove.behaviour.harness.ANOTHER_INSTANCE
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.KEPT_BODIES
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.notRemote
import dev.wove.behaviour.harness.thrownBy
import dev.wove.behaviour.logged
import dev.wove.behaviour.notes
import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import java.lang.ref.WeakReference
import java.util.concurrent.atomic.AtomicInteger

/** Exceptions that live longer than the weave: static ones, as many clients have, and such that somebody keeps. */
class SharedFailureTest : FunSpec({
    everyCell {
        case(
            "rule-7 rule-4",
            "does not collect the failures of later weaves on an instance that they share",
            unless = notRemote(ANOTHER_INSTANCE),
        ) {
            val shared = IllegalStateException("shared")
            val log =
                logged {
                    repeat(5) {
                        val runs = Gate()
                        val ended =
                            result<Int>("client") {
                                task<Int>("b") {
                                    runs.open()
                                    try {
                                        untilStopped()
                                    } catch (_: Throwable) {
                                        throw IllegalArgumentException("clean-up $it")
                                    }
                                }
                                task("a") {
                                    runs.pass()
                                    throw shared
                                }
                            }
                        ended.failure shouldBeSameInstanceAs shared
                        val told = ended.failures.map { failed -> failed.cause().message }
                        told shouldBe listOf("shared", "clean-up $it")
                    }
                }
            shared.attached().map { it.message } shouldBe listOf("clean-up 0")
            log.count { "could not carry the 1 others" in it } shouldBe 4
        }

        case("rule-7 rule-10", "does not collect earlier attempts on an instance that attempts of all weaves share") {
            val shared = IllegalStateException("shared")
            repeat(5) {
                val attempts = AtomicInteger()
                thrownBy {
                    run<Int> {
                        task("a", policy = Policy.retries(1)) {
                            throw if (attempts.incrementAndGet() == 1) IllegalArgumentException("$it") else shared
                        }
                    }
                } shouldBeSameInstanceAs shared
            }
            shared.attached().map { it.message } shouldBe listOf("0")
        }

        case("rule-7 rule-11", "does not collect failures on an instance that fallbacks of all weaves throw") {
            val shared = IllegalStateException("shared")
            repeat(5) {
                thrownBy {
                    run<Int> {
                        task("a", policy = Policy.fallback { throw shared }) { throw IllegalArgumentException("$it") }
                    }
                } shouldBeSameInstanceAs shared
            }
            shared.attached().map { it.message } shouldBe listOf("0")
        }

        case("rule-7 rule-10", "does not collect what predicates throw on an instance that all weaves share") {
            val shared = IllegalStateException("shared")
            repeat(5) {
                val broken = Policy.retries(1).retryIf { _ -> throw IllegalArgumentException("$it") }
                thrownBy { run<Int> { task("a", policy = broken) { throw shared } } } shouldBeSameInstanceAs shared
            }
            shared.attached().map { it.message } shouldBe listOf("0")
        }

        case("rule-10", "throws the failure that a predicate throws once more, the same instance") {
            val failure = IllegalStateException("x")
            val rethrows = Policy.retries(1).retryIf { throw it }
            thrownBy { run<Int> { task("a", policy = rethrows) { throw failure } } } shouldBeSameInstanceAs failure
        }

        case("rule-7", "attaches 32 in all, attempts and other tasks together") {
            val attempts = AtomicInteger()
            val failed = Gate()
            val thrown =
                thrownBy {
                    run<Int>(options = WeaveOptions.onFailure(OnFailure.CONTINUE)) {
                        val a =
                            task<Int>("a", policy = Policy.retries(20)) {
                                if (attempts.incrementAndGet() == 21) failed.open()
                                throw IllegalStateException("attempt ${attempts.get()}")
                            }
                        for (n in 1..20) {
                            task<Int>("t$n") {
                                failed.pass()
                                throw IllegalArgumentException("task $n")
                            }
                        }
                        a
                    }
                }
            if (thrown.message == "attempt 21") {
                thrown.attached() shouldHaveSize 32
                thrown.notes().last() shouldBe "8 more failures are in result.failures() only"
            } else {
                // Another task may fail first all the same: then only tasks are attached.
                thrown.attached() shouldHaveSize 20
            }
        }

        case(
            "rule-7 rule-9",
            "does not keep the weave and its values alive by an exception that is kept",
            unless = notRemote(KEPT_BODIES),
        ) {
            val kept = ArrayList<Throwable>()
            val value = leftBehind { failing(kept) }
            value.shouldBeCollected()
            kept.single().message shouldBe "x"
        }
    }

    test("the cancellation of many weaves by one instance collects the failures of one at most") {
        val shared = CancellationException("shared")
        repeat(5) {
            runBlocking(SupervisorJob() + Dispatchers.Default) {
                val runs = Gate()
                val caller =
                    launch {
                        weave<Int> {
                            task<Int>("a") {
                                runs.open()
                                try {
                                    awaitCancellation()
                                } catch (_: CancellationException) {
                                    throw IllegalStateException("clean-up $it")
                                }
                            }
                        }
                    }
                runs.awaitOpen()
                caller.cancel(shared)
                caller.join()
            }
        }
        shared.attached().map { it.message } shouldBe listOf("clean-up 0")
    }

    test("the cancellation of a live weave does not keep its values alive") {
        val kept = ArrayList<Throwable>()
        val value =
            leftBehind {
                val value = Any()
                runBlocking(SupervisorJob() + Dispatchers.Default) {
                    val runs = Gate()
                    val live =
                        launchWeave {
                            val made by task { value }
                            task<Int>("sleeps", made) {
                                runs.open()
                                awaitCancellation()
                            }
                        }
                    runs.awaitOpen()
                    live.cancel()
                    kept += shouldThrow<CancellationException> { live.await() }
                }
                WeakReference(value)
            }
        value.shouldBeCollected()
        kept shouldHaveSize 1
    }

    test("a failure in a weave that an outer failure cancels is not lost") {
        val failure = IllegalStateException("x")
        val cleanUp = IllegalArgumentException("clean-up")
        val runs = Gate()
        val thrown =
            withContext(Dispatchers.Default) {
                thrownBy {
                    weave<Int> {
                        task<Int>("outer") {
                            weave<Int> {
                                task<Int>("inner") {
                                    runs.open()
                                    try {
                                        awaitCancellation()
                                    } catch (_: CancellationException) {
                                        throw cleanUp
                                    }
                                }
                            }
                        }
                        task<Int>("fails") {
                            runs.awaitOpen()
                            throw failure
                        }
                    }
                }
            }
        thrown shouldBeSameInstanceAs failure
        thrown.attached() shouldBe listOf(cleanUp)
    }

    test("what a launched child throws while the weave stops is not lost") {
        val failure = IllegalStateException("x")
        val cleanUp = IllegalArgumentException("clean-up")
        val runs = Gate()
        val thrown =
            withContext(Dispatchers.Default) {
                thrownBy {
                    weave<Int> {
                        task<Int>("fails") {
                            kotlinx.coroutines.CoroutineScope(kotlin.coroutines.coroutineContext).launch {
                                runs.open()
                                try {
                                    awaitCancellation()
                                } finally {
                                    throw cleanUp
                                }
                            }
                            runs.awaitOpen()
                            throw failure
                        }
                    }
                }
            }
        thrown shouldBeSameInstanceAs failure
        thrown.attached() shouldBe listOf(cleanUp)
        cleanUp.attached().shouldBeEmpty()
    }
})

private suspend fun dev.wove.behaviour.harness.Cell.failing(kept: MutableList<Throwable>): WeakReference<Any> {
    val value = Any()
    kept +=
        thrownBy {
            run<Int> {
                val big = task("big") { value }
                task("a", big) { throw IllegalStateException("x") }
            }
        }
    return WeakReference(value)
}
