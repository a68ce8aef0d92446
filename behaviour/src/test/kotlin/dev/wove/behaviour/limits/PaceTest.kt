package dev.wove.behaviour.limits

import dev.wove.Limiter
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.ONLY_ITEM_KINDS
import dev.wove.behaviour.harness.Timed
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.each
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.harness.itemKinds
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.yield
import java.io.IOException
import java.time.Duration.ofMillis

private const val ENGINE = "one place of the engine, below the faces"

/** The starts of those who have given up, and starts that had to wait for something else. */
class PaceTest : FunSpec({
    suspend fun Timed.call(limiter: Limiter) = run("next") { task("t", policy = Policy.limit(limiter)) { note() } }

    everyCell {
        case("L04 rule-12", "a limiter serves the next weave at once after many that had to wait have timed out") {
            inVirtualTime {
                val limiter = Limiter.perMinute(60)
                shouldThrow<TaskTimeoutException> {
                    run(options = WeaveOptions.timeout(ofMillis(2_500))) {
                        val all = List(30) { n -> task("t$n", policy = Policy.limit(limiter)) { note() } }
                        task("end", after = all) { }
                    }
                }
                call(limiter)
                noted shouldBe listOf(0L, 1_000L, 2_000L, 3_000L)
            }
        }

        case("L04 rule-12", "a limiter serves the next weave at once after a failure has ended one that waited") {
            inVirtualTime {
                val limiter = Limiter.of(5, 60)
                shouldThrow<IOException> {
                    run {
                        val all = List(30) { n -> task("t$n", policy = Policy.limit(limiter)) { note() } }
                        val fails =
                            task("fails") {
                                sleep(1_500)
                                throw IOException("x")
                            }
                        task("end", after = all + fails) { }
                    }
                }
                call(limiter)
                noted shouldBe listOf(0L, 1_000L, 2_000L)
            }
        }

        case("L04 rule-12", "who waits for a limiter moves up when those before it give up") {
            inVirtualTime {
                val limited = Policy.limit(Limiter.perMinute(60))
                result(options = WeaveOptions.onFailure(OnFailure.CONTINUE)) {
                    val impatient = List(20) { n -> task("t$n", policy = limited.deadline(ofMillis(1_500))) { note() } }
                    val patient = List(2) { n -> task("p$n", policy = limited) { note() } }
                    task("end", after = impatient + patient) { }
                }
                noted shouldBe listOf(0L, 1_000L, 2_000L, 3_000L)
            }
        }

        case("L04 rule-12", "starts that had to wait for a place in the limiter are spaced too") {
            inVirtualTime {
                val limited = Policy.limit(Limiter.of(2, 60))
                run {
                    val all =
                        List(4) { n ->
                            task("t$n", policy = limited) {
                                note()
                                // The first two end together.
                                sleep(5_000L - 1_000 * n)
                            }
                        }
                    task("end", after = all) { }
                }
                noted shouldBe listOf(0L, 1_000L, 5_000L, 6_000L)
            }
        }

        case("L04 rule-12", "starts that had to wait for a slot of the weave are spaced too") {
            inVirtualTime {
                val limited = Policy.limit(Limiter.perMinute(60))
                run(options = WeaveOptions.workers(1)) {
                    val hog = task("hog") { sleep(2_500) }
                    val waits = List(3) { n -> task("w$n", policy = limited) { note() } }
                    task("end", after = waits + hog) { }
                }
                noted shouldBe listOf(2_500L, 3_500L, 4_500L)
            }
        }
    }

    everyCell(kinds = itemKinds, leftOut = ONLY_ITEM_KINDS) {
        case("L03 rule-12", "items that give up leave their starts to the next weave") {
            inVirtualTime {
                val limiter = Limiter.perMinute(60)
                shouldThrow<TaskTimeoutException> {
                    run(options = WeaveOptions.timeout(ofMillis(2_500))) {
                        each<Int, Int>("items", List(100) { it }, policy = Policy.limit(limiter).workers(50)) { note() }
                    }
                }
                call(limiter)
                noted shouldBe listOf(0L, 1_000L, 2_000L, 3_000L)
            }
        }

        case("L03 L05 rule-12", "both the pace of a task and that of its limiter are kept") {
            inVirtualTime {
                val limiter = Limiter.perMinute(60)
                run {
                    val first =
                        each<Int, Int>("first", List(3) { it }, policy = Policy.limit(limiter).perMinute(30)) { note() }
                    val second = List(3) { n -> task("t$n", policy = Policy.limit(limiter)) { note() } }
                    task("end", after = second + first) { }
                }
                noted.size shouldBe 6
                noted.zipWithNext().count { (one, next) -> next - one < 1_000 } shouldBe 0
            }
        }
    }

    context("who lacks a slot of its weave") {
        case("L04 rule-12", "leaves the pace to other weaves, and then goes first", once = ENGINE) {
            weaveTest {
                val limited = Policy.limit(Limiter.perMinute(60))
                val starts = ArrayList<String>()
                val busy =
                    async {
                        weave(workers = 1) {
                            val hog by task { delay(2_500) }
                            val waits = List(3) { task(policy = limited) { starts += "busy $currentTime" } }
                            task(hog, after = waits) { }
                        }
                    }
                yield()
                weave {
                    val all = List(4) { task(policy = limited) { starts += "free $currentTime" } }
                    task(after = all) { }
                }
                busy.await()
                starts shouldBe
                    listOf("free 0", "free 1000", "free 2000", "busy 3000", "busy 4000", "busy 5000", "free 6000")
            }
        }
    }

    context("a scope") {
        case("L04 rule-12", "leaves the starts of tasks that are cancelled to the next", once = ENGINE) {
            weaveTest {
                val limited = Policy.limit(Limiter.perMinute(60))
                val starts = ArrayList<Long>()
                taskScope {
                    val all = List(20) { start("t$it", policy = limited) { starts += currentTime } }
                    delay(1_500)
                    all.forEach { it.cancel() }
                    start("next", policy = limited) { starts += currentTime }
                }
                starts shouldBe listOf(0L, 1_000L, 2_000L)
            }
        }
    }
})
