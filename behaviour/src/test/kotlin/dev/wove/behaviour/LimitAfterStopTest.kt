package dev.wove.behaviour

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.WeaveResult
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.weaveResult
import dev.wove.test.weaveTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.io.IOException
import java.time.Duration.ofMillis

/** A task that takes its time to stop ends as what it was told to stop for, though its own time passes meanwhile. */
class LimitAfterStopTest : FunSpec({
    fun case(name: String, slow: WeaveScope.(suspend () -> Int) -> Task<*>) = test(name) {
        val mayEnd = CompletableDeferred<Unit>()
        lateinit var result: WeaveResult<Int>
        weaveTest {
            launch {
                delay(100)
                mayEnd.complete(Unit)
            }
            result =
                weaveResult("shop") {
                    slow {
                        try {
                            awaitCancellation()
                        } finally {
                            withContext(NonCancellable) { mayEnd.await() }
                        }
                    }
                    task("fails") {
                        delay(10)
                        throw IOException("down")
                    }
                }
        }
        result.failures().map { it.task() } shouldContainExactly listOf("fails")
        result.outcome("slow").shouldBeInstanceOf<Outcome.Cancelled<*>>().cause() shouldBe result.failure()
    }

    case("a timeout") { body -> task("slow", policy = Policy.timeout(ofMillis(20))) { body() } }
    case("a timeout with retries left") { body ->
        task("slow", policy = Policy.timeout(ofMillis(20)).retries(3)) { body() }
    }
    case("a deadline") { body -> task("slow", policy = Policy.deadline(ofMillis(20))) { body() } }
    case("a timeout of an item") { body ->
        each(listOf(1), name = "slow", policy = Policy.timeout(ofMillis(20))) { body() }
    }
    case("a deadline of a mapped task") { body ->
        each(listOf(1), name = "slow", policy = Policy.deadline(ofMillis(20))) { body() }
    }
})
