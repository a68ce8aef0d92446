package dev.wove.behaviour

import dev.wove.Do
import dev.wove.Input
import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.PlanException
import dev.wove.Weave
import dev.wove.dsl.launchWeave
import dev.wove.dsl.merge
import dev.wove.dsl.mergeBlocking
import dev.wove.dsl.mergeSuspending
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.skipped
import dev.wove.dsl.value
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import java.io.IOException
import java.io.UncheckedIOException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import java.util.stream.DoubleStream
import java.util.stream.IntStream
import java.util.stream.LongStream
import java.util.stream.Stream
import kotlin.time.Duration.Companion.seconds

private class Lines : Weave<List<Int>>() {
    @Do(each = "lines")
    fun next(
        line: Int,
        @Input lines: Stream<Int>,
    ): Int = line + 1
}

class StreamsTest : FunSpec({
    val closed = AtomicInteger()

    fun numbers(): Stream<Int> = Stream.of(1, 2, 3).onClose { closed.incrementAndGet() }

    beforeTest { closed.set(0) }

    context("a stream that is mapped over") {
        test("is closed when its items have ended") {
            weave("w") { each(numbers()) { it + 1 } } shouldBe listOf(2, 3, 4)
            closed.get() shouldBe 1
            weaveBlocking("w") { eachBlocking(numbers()) { it + 1 } } shouldBe listOf(2, 3, 4)
            closed.get() shouldBe 2
            weave("w") { each(IntStream.range(0, 3).onClose { closed.incrementAndGet() }) { it } } shouldBe
                listOf(0, 1, 2)
            closed.get() shouldBe 3
        }

        test("is closed where each body has a Job of its own, and in each run of a plan") {
            coroutineScope { launchWeave("w") { each(numbers()) { it } }.await() } shouldBe listOf(1, 2, 3)
            closed.get() shouldBe 1
            weaveResult("w", onFailure = OnFailure.CONTINUE) { eachSettled(numbers()) { it } }.value.size shouldBe 3
            closed.get() shouldBe 2
            val plan = plan("w") {
                val numbers by task { numbers() }
                each(numbers) { it }
            }
            repeat(2) { plan.run() shouldBe listOf(1, 2, 3) }
            closed.get() shouldBe 4
        }

        test("is closed when an item fails") {
            shouldThrow<IOException> { weave("w") { eachUnit(numbers()) { throw IOException("x") } } }
            closed.get() shouldBe 1
        }

        test("is closed when its task never starts") {
            shouldThrow<IOException> {
                weave("w") {
                    val fails = task("fails") { throw IOException("x") }
                    eachSettled(numbers(), fails) { it }
                }
            }
            closed.get() shouldBe 1
        }

        test("is closed when the caller is cancelled") {
            runBlocking(Dispatchers.Default) {
                val runs = CompletableDeferred<Unit>()
                val weave = launch {
                    weave<List<Int>>("w") {
                        each(numbers()) {
                            runs.complete(Unit)
                            awaitCancellation()
                        }
                    }
                }
                runs.await()
                weave.cancelAndJoin()
            }
            closed.get() shouldBe 1
        }

        test("is closed once all that are mapped over the task that made it have ended") {
            weave("w") {
                val source by task { numbers() }
                val one by each(source) { it }
                val two by each(source) { -it }
                task(one, two) { one() + two() }
            } shouldBe listOf(1, 2, 3, -1, -2, -3)
            closed.get() shouldBe 1
        }

        test("is closed when a weave inside has mapped over it") {
            weave("w") {
                val source by task { numbers() }
                task(source) { weave("inner") { each(source) { it } } }
            } shouldBe listOf(1, 2, 3)
            closed.get() shouldBe 1
        }

        test("is closed when the block throws after it, and when the weave is refused") {
            shouldThrow<IOException> {
                weave<List<Int>>("w") {
                    each(numbers()) { it }
                    throw IOException("x")
                }
            }
            closed.get() shouldBe 1
            shouldThrow<PlanException> {
                plan("w") {
                    task("same") { 1 }
                    each(numbers(), name = "same") { it }
                }
            }
            closed.get() shouldBe 2
        }

        test("is closed when what made it is stopped as it returns") {
            shouldThrow<IOException> {
                weave("w") {
                    val started = CountDownLatch(1)
                    val late by blocking {
                        started.countDown()
                        shouldThrow<InterruptedException> { CountDownLatch(1).await() }
                        numbers()
                    }
                    blocking {
                        started.await()
                        throw IOException("x")
                    }
                    each(late) { it }
                }
            }
            closed.get() shouldBe 1
        }

        test("is closed when an attempt makes it too late") {
            weaveTest {
                weave("w") {
                    var attempts = 0
                    val numbers by task(retries = 1, timeout = 1.seconds) {
                        if (++attempts == 1) withContext(NonCancellable) { delay(2.seconds) }
                        numbers()
                    }
                    each(numbers) { it }
                } shouldBe listOf(1, 2, 3)
            }
            closed.get() shouldBe 2
        }

        test("is closed when its task is skipped after another has read it") {
            val result = weaveResult("w", onFailure = OnFailure.CONTINUE) {
                val fails by task { throw IOException("x") }
                val source by task { numbers() }
                val read by each(source) { it }
                each(source, fails, name = "skipped") { it }
                read
            }
            result.skipped shouldBe setOf("skipped")
            closed.get() shouldBe 1
        }

        test("fails the task that is mapped over it if it cannot be closed") {
            val failure = IOException("close")
            val stream = Stream.of(1).onClose { throw UncheckedIOException(failure) }
            shouldThrow<UncheckedIOException> { weave("w") { each(stream) { it } } }.cause shouldBe failure
        }

        test("that cannot be closed is told beside what an item fails with") {
            val stream = Stream.of(1).onClose { throw IllegalStateException("close") }
            val thrown = shouldThrow<IOException> { weave("w") { each(stream) { throw IOException("x") } } }
            thrown.attached().map { it.message } shouldBe listOf("close")
        }

        test("of a merge is closed") {
            weave("w") { task { merge(numbers()) { it + 1 } } } shouldBe listOf(2, 3, 4)
            weave("w") { blocking { mergeBlocking(numbers()) { it + 1 } } } shouldBe listOf(2, 3, 4)
            weave("w") { blocking { mergeSuspending(numbers()) { it + 1 } } } shouldBe listOf(2, 3, 4)
            closed.get() shouldBe 3
        }

        test("is closed when a weave class has mapped over it") {
            weave(Lines(), "lines" to numbers()) shouldBe listOf(2, 3, 4)
            closed.get() shouldBe 1
        }
    }

    context("streams of primitives, and arrays of them as lists") {
        test("have items of their type") {
            weave("w") { each(IntStream.range(0, 2)) { n: Int -> n + 1 } } shouldBe listOf(1, 2)
            weave("w") {
                val numbers by task { LongStream.of(1) }
                eachBlocking(numbers) { n: Long -> n + 1 }
            } shouldBe listOf(2L)
            weave("w") { eachUnit(DoubleStream.of(1.0)) { n: Double -> n.toString() } } shouldBe 1L
            weave("w") { each(intArrayOf(1, 2).asList()) { n: Int -> n + 1 } } shouldBe listOf(2, 3)
            weave("w") {
                val bytes by task { byteArrayOf(7).asList() }
                eachSettled(bytes) { b: Byte -> b.toInt() }
            }.map { it.shouldBeInstanceOf<Outcome.Succeeded<Int>>().value() } shouldBe listOf(7)
        }
    }

    context("a stream that a task returns and nobody is mapped over") {
        test("is left to whoever reads it") {
            val stream = withContext(Dispatchers.Default) { weave("w") { task("t") { numbers() } } }
            closed.get() shouldBe 0
            stream.close()
        }
    }
})
