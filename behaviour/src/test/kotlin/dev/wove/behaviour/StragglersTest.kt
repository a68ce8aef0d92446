package dev.wove.behaviour

import dev.wove.Limiter
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.behaviour.harness.Body
import dev.wove.behaviour.harness.Face
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.NotExpressible
import dev.wove.behaviour.harness.WoveLog
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.notRemote
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.runBlocking
import java.time.Duration.ofMillis
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.time.Duration.Companion.seconds

private const val CALLER = "only blocking bodies can be asked to run on the caller"

/** Ignores that it is told to stop. */
private suspend fun Body.ignoreStopUntil(gate: Gate) {
    try {
        untilStopped()
    } catch (_: Throwable) {
        goOnUntil(gate)
    }
}

private fun stillRunning(weave: String, seconds: Int, kind: Kind? = null) =
    "Task 'stubborn' in weave '$weave' was cancelled $seconds s ago and is still running; the weave waits for it.\n" +
        "  Let its body${if (kind == Kind.ITEM) " and the source of its items" else ""} react to interruption or cancellation, or give the task the option abandonAfter."

class StragglersTest : FunSpec({
    everyCell(
        faces = listOf(Face.WEAVE, Face.WEAVE_BLOCKING, Face.JAVA, Face.JAVA_ASYNC),
        leftOut = "takes a second of real time; plans run in the same engine",
    ) {
        case(
            "rule-16",
            "a body that ignores its cancellation is reported by name after a second, and again, and waited for",
        ) {
            val name = "straggler-$cell"
            WoveLog(name).use { log ->
                val mayEnd = Gate()
                val stopped = AtomicBoolean()
                val running = Gate()
                val weave =
                    start(name) {
                        val stubborn =
                            task<Int>("stubborn") {
                                running.open()
                                ignoreStopUntil(mayEnd)
                                stopped.set(true)
                                1
                            }
                        task("end", stubborn) { stubborn() }
                    }
                running.awaitOpen()
                weave.cancel()
                log.next() shouldBe stillRunning(name, 1, cell.kind)
                // Once in every kind of body is enough to see it again, two seconds later.
                if (cell.face == Face.WEAVE) log.next() shouldBe stillRunning(name, 3, cell.kind)
                stopped.get() shouldBe false
                mayEnd.open()
                weave.end().isFailure shouldBe true
                stopped.get() shouldBe true
            }
        }
    }

    everyCell {
        case(
            "rule-16 rule-11",
            "abandonAfter gives up a body that ignores its timeout: its slot stays taken, its result is dropped",
        ) {
            val name = "abandoned-$cell"
            WoveLog(name).use { log ->
                val limiter = Limiter.concurrent(1)
                val mayEnd = Gate()
                val ended = Gate()
                val policy = Policy.limit(limiter).timeout(ofMillis(20)).abandonAfter(ofMillis(30))
                shouldThrow<TaskTimeoutException> {
                    run(name) {
                        task("stubborn", policy = policy) {
                            ignoreStopUntil(mayEnd)
                            ended.open()
                            1
                        }
                    }
                }
                ended.isOpen shouldBe false
                limiter.inUse() shouldBe 1
                val who = if (cell.kind ==
                    Kind.ITEM
                ) {
                    "Task 'stubborn', item 0, in weave '$name'"
                } else {
                    "Task 'stubborn' in weave '$name'"
                }
                log.next() shouldBe "$who was abandoned: its body has ignored its cancellation for 30 ms."
                mayEnd.open()
                eventually(30.seconds) { ended.isOpen shouldBe true }
                eventually(30.seconds) { limiter.inUse() shouldBe 0 }
            }
        }

        case(
            "rule-16",
            "abandonAfter ends a cancelled weave although a body goes on",
            unless = notRemote("what is given up goes on at the worker, where nothing may be left in the suite"),
        ) {
            val mayEnd = Gate()
            val running = Gate()
            val stopped = AtomicBoolean()
            val weave =
                start {
                    task<Int>("stubborn", policy = Policy.none().abandonAfter(ofMillis(30))) {
                        running.open()
                        ignoreStopUntil(mayEnd)
                        stopped.set(true)
                        1
                    }
                }
            running.awaitOpen()
            weave.cancel()
            weave.end().isFailure shouldBe true
            stopped.get() shouldBe false
            mayEnd.open()
        }

        case("rule-16", "abandonAfter does nothing to a body that stops when told to") {
            val runs = Gate()
            val ended =
                result {
                    val a =
                        task<Int>("a", policy = Policy.none().abandonAfter(ofMillis(60_000))) {
                            runs.open()
                            untilStopped()
                        }
                    val b =
                        task<Int>("b") {
                            runs.pass()
                            error("down")
                        }
                    if (kind == Kind.ITEM) throw NotExpressible("two inputs are not needed to see this")
                    task("end", a, b) { a() + b() }
                }
            ended.outcome("a").shouldBeInstanceOf<Outcome.Cancelled<*>>()
            ended.failure!!.message shouldBe "down"
        }
    }

    context("onCaller") {
        case("rule-3", "runs a blocking body on the thread of a blocking caller, and no other", once = CALLER) {
            val here = Thread.currentThread()
            weaveBlocking {
                val on by blocking(policy = Policy.none().onCaller()) { Thread.currentThread() }
                val off by blocking { Thread.currentThread() }
                val both by task(on, off) { on() to off() }
                both
            }.let { (on, off) ->
                on shouldBe here
                off shouldNotBe here
            }
            Wove.weave<Thread, RuntimeException>("w") { w ->
                val a = w.task<Int>("a") { 1 }
                w.with(Policy.none().onCaller()).task<Int, Thread>("b", a) { Thread.currentThread() }
            } shouldBe here
        }

        case("rule-3", "runs items there, one after the other", once = CALLER) {
            val here = Thread.currentThread()
            weaveBlocking {
                eachBlocking(List(5) { it }, policy = Policy.none().onCaller()) { Thread.currentThread() }
            } shouldBe List(5) { here }
        }

        case("rule-3", "runs a blocking body in the coroutine of a suspending caller", once = CALLER) {
            val here = Thread.currentThread()
            runBlocking { weave { blocking(policy = Policy.none().onCaller()) { Thread.currentThread() } } } shouldBe
                here
        }

        case("rule-3 rule-10", "retries there", once = CALLER) {
            val threads = ArrayList<Thread>()
            weaveBlocking {
                blocking(policy = Policy.retries(2).onCaller()) {
                    threads += Thread.currentThread()
                    if (threads.size < 3) error("again")
                }
            }
            threads shouldBe List(3) { Thread.currentThread() }
        }
    }
})
