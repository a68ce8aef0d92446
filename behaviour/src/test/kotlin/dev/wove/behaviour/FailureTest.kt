package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.TaskFailedException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.ANOTHER_INSTANCE
import dev.wove.behaviour.harness.Elsewhere
import dev.wove.behaviour.harness.Face
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.NOTES_THERE
import dev.wove.behaviour.harness.OWN_FORM
import dev.wove.behaviour.harness.Ref
import dev.wove.behaviour.harness.UNDECLARED
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.nested
import dev.wove.behaviour.harness.notRemote
import dev.wove.behaviour.harness.thrownBy
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.util.concurrent.CancellationException
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference

/** Cannot carry anything suppressed, and has no constructor that a copy could be made with. */
private class Sealed(
    text: String,
    val code: Int,
) : RuntimeException(text, null, false, true)

/** Answers no question about itself. */
private class Mute : RuntimeException("x") {
    override val cause: Throwable get() = throw AssertionError("unexpected call")

    override fun getStackTrace(): Array<StackTraceElement> = throw AssertionError("unexpected call")
}

/** Has no end when it is shown. */
private class Endless {
    override fun toString(): String = "and $this"
}

private class FatalError : VirtualMachineError("fatal")

private val CONTINUE = WeaveOptions.onFailure(OnFailure.CONTINUE)

class FailureTest : FunSpec({
    everyCell {
        case("E01 E05 rule-5 rule-9", "skips what depends on a failed task, with the same instance as cause") {
            val failure = IllegalStateException("x")
            val started = AtomicInteger()
            lateinit var last: Ref<Int>
            val ended =
                result {
                    val ok = task("ok") { 1 }
                    val bad = task<Int>("bad", ok) { throw failure }
                    val never = task("never", bad) { started.incrementAndGet() }
                    task("last", never) { started.incrementAndGet() }.also { last = it }
                }
            started.get() shouldBe 0
            ended.outcome("ok") shouldBe Outcome.Succeeded(1)
            ended.outcome("bad") shouldBe Outcome.Failed<Int>(failure)
            ended.outcome("never") shouldBe Outcome.Skipped<Int>(failure)
            ended.outcome("last") shouldBe Outcome.Skipped<Int>(failure)
            for (name in listOf("bad", "never", "last")) thrownBy { ended[name] } shouldBeSameInstanceAs failure
            thrownBy { ended[last] } shouldBeSameInstanceAs failure
            ended.skipped shouldBe setOf("never", "last")
            ended.cancelled shouldBe emptySet()
        }

        case("E02 E07 rule-5 rule-6 rule-9", "cancels what runs, and keeps what has finished") {
            val failure = IllegalStateException("x")
            val runs = Gate()
            val stopped = Gate()
            val ended =
                result {
                    val done = task("done") { 7 }
                    task("sibling") {
                        runs.open()
                        try {
                            untilStopped()
                        } finally {
                            stopped.open()
                        }
                    }
                    task<Int>("bad", done) {
                        runs.pass()
                        throw failure
                    }
                }
            stopped.isOpen shouldBe true
            ended.cancelled shouldBe setOf("sibling")
            ended.outcome("sibling") shouldBe Outcome.Cancelled<Int>(failure)
            thrownBy { ended["sibling"] } shouldBeSameInstanceAs failure
            ended["done"] shouldBe 7
            ended.failures.map { it.task() } shouldBe listOf("bad")
            failure.attached().shouldBeEmpty()
        }

        case("E03 rule-5", "throws the failure, the same instance, also one that could be copied or is checked") {
            fun kinds() = listOf(IllegalStateException("x"), java.io.IOException("y"), AssertionError("z"))
            for (failure in kinds()) {
                thrownBy { run<Int> { task("a") { throw failure } } } shouldBeSameInstanceAs failure
            }
            for (failure in kinds()) {
                result<Int> { task("a") { throw failure } }.failure shouldBeSameInstanceAs failure
            }
        }

        case("rule-5", "throws the same instance after the body has waited, and after others have") {
            val failure = IllegalStateException("x")
            val open = Gate()
            val running =
                start<Int> {
                    val a =
                        task("a") {
                            open.pass()
                            1
                        }
                    task("b", a) {
                        open.pass()
                        throw failure
                    }
                }
            open.open()
            running.end().exceptionOrNull() shouldBeSameInstanceAs failure
            failure.cause.shouldBeNull()
        }

        case("E04 rule-6", "throws the first of two failures, with the second suppressed in it") {
            val first = IllegalStateException("first")
            val second = IllegalArgumentException("second")
            val runs = Gate()
            val ended =
                result<Int> {
                    task<Int>("b") {
                        runs.open()
                        try {
                            untilStopped()
                        } catch (_: Throwable) {
                            throw second
                        }
                    }
                    task("a") {
                        runs.pass()
                        throw first
                    }
                }
            ended.failure shouldBeSameInstanceAs first
            first.attached() shouldBe listOf(second)
            ended.failures.map { it.cause() } shouldBe listOf(first, second)
            ended.outcome("b") shouldBe Outcome.Failed<Int>(second)
        }

        case("E06 rule-6", "loses neither of two failures at once", unless = notRemote(ANOTHER_INSTANCE)) {
            val a = IllegalStateException("a")
            val b = IllegalStateException("b")
            val aRuns = Gate()
            val bRuns = Gate()
            val ended =
                result<Int> {
                    task<Int>("a") {
                        aRuns.open()
                        runCatching { bRuns.pass() }
                        throw a
                    }
                    task<Int>("b") {
                        bRuns.open()
                        runCatching { aRuns.pass() }
                        throw b
                    }
                }
            val other = if (ended.failure === a) b else a
            ended.failure!!.attached() shouldBe listOf(other)
            ended.failures.map { it.cause() } shouldContainExactlyInAnyOrder listOf(a, b)
        }

        case("rule-6", "drops what a cancelled body throws because it was stopped") {
            val failure = IllegalStateException("x")
            val runs = Gate()
            val ended =
                result<Int> {
                    task<Int>("sibling") {
                        runs.open()
                        try {
                            untilStopped()
                        } catch (e: Throwable) {
                            throw java.io.UncheckedIOException("wrapped", java.io.IOException(e))
                        }
                    }
                    task("bad") {
                        runs.pass()
                        throw failure
                    }
                }
            ended.failure shouldBeSameInstanceAs failure
            failure.attached().shouldBeEmpty()
            ended.failures.map { it.task() } shouldBe listOf("bad")
            ended.outcome("sibling") shouldBe Outcome.Cancelled<Int>(failure)
        }

        case("rule-6", "suppresses a failure in the cancellation that came before it", unless = {
            if (it.face == Face.JAVA_ASYNC) "a cancelled future is done before its bodies have stopped" else null
        }) {
            val failure = IllegalStateException("x")
            val runs = Gate()
            val running =
                start<Int> {
                    task("a") {
                        runs.open()
                        try {
                            untilStopped()
                        } catch (_: Throwable) {
                            throw failure
                        }
                    }
                }
            runs.awaitOpen()
            running.cancel()
            val thrown = running.end().exceptionOrNull()
            shouldBeCancellation(thrown)
            (if (face.blocksCaller) thrown!!.cause!! else thrown!!).attached() shouldBe listOf(failure)
        }

        case("E08 E09 E10 rule-9", "skips what had not started, also where only its inputs are well") {
            val failure = IllegalStateException("x")
            val started = AtomicInteger()
            val runs = Gate()
            val ended =
                result<Int> {
                    val ok = task("ok") { 1 }
                    val sibling =
                        task("sibling") {
                            runs.open()
                            untilStopped()
                        }
                    val bad =
                        task<Int>("bad", ok) {
                            runs.pass()
                            throw failure
                        }
                    task("afterOk", ok, after = listOf(bad)) { started.incrementAndGet() }
                    task("afterSibling", after = listOf(sibling)) { started.incrementAndGet() }
                    bad
                }
            started.get() shouldBe 0
            for (name in listOf("afterOk", "afterSibling")) {
                ended.outcome(name) shouldBe Outcome.Skipped<Int>(failure)
                thrownBy { ended[name] } shouldBeSameInstanceAs failure
            }
        }

        case("E08 E10 rule-5", "starts nothing new after a failure") {
            val failure = IllegalStateException("x")
            val started = AtomicInteger()
            val ended =
                result<Int>(options = WeaveOptions.workers(1)) {
                    val bad = task<Int>("bad") { throw failure }
                    task("independent") { started.incrementAndGet() }
                    bad
                }
            started.get() shouldBe 0
            ended.outcome("independent") shouldBe Outcome.Skipped<Int>(failure)
        }

        case("E10 rule-8", "goes on with independent tasks under CONTINUE, and then throws") {
            val failure = IllegalStateException("x")
            val ended =
                result(options = CONTINUE) {
                    val bad = task<Int>("bad") { throw failure }
                    val dependent = task("dependent", bad) { 1 }
                    task("ofDependent", dependent) { 1 }
                    val independent = task("independent", after = emptyList()) { 2 }
                    task("more", independent) { independent() + 1 }
                }
            ended.outcome("dependent") shouldBe Outcome.Skipped<Int>(failure)
            ended.outcome("ofDependent") shouldBe Outcome.Skipped<Int>(failure)
            ended["more"] shouldBe 3
            // Whatever the block returned
            thrownBy { ended.value } shouldBeSameInstanceAs failure
            ended.cancelled shouldBe emptySet()
            val other = IllegalStateException("y")
            thrownBy {
                run(options = CONTINUE) {
                    task<Int>("bad") { throw other }
                    task("good") { 1 }
                }
            } shouldBeSameInstanceAs other
        }

        case("rule-8", "waits under CONTINUE for what runs when a task fails") {
            val failure = IllegalStateException("x")
            val failed = Gate()
            val ended =
                result(options = CONTINUE) {
                    val bad =
                        task<Int>("bad") {
                            failed.open()
                            throw failure
                        }
                    val slow =
                        task("slow") {
                            failed.pass()
                            5
                        }
                    task("end", after = listOf(slow)) { bad }
                }
            ended["slow"] shouldBe 5
            ended.failure shouldBeSameInstanceAs failure
        }

        case("rule-8", "skips under CONTINUE with the cause of the first input that is missing") {
            val first = IllegalStateException("first")
            val second = IllegalStateException("second")
            val ended =
                result(options = CONTINUE) {
                    val a = task<Int>("a") { throw first }
                    val b = task<Int>("b", after = emptyList()) { throw second }
                    task("c", a, after = listOf(b)) { 1 }
                }
            ended.outcome("c") shouldBe Outcome.Skipped<Int>(first)
            ended.failures.map { it.cause() }.toSet() shouldBe setOf(first, second)
        }

        case("E13 rule-9", "counts a body that swallows its cancellation as cancelled") {
            val failure = IllegalStateException("x")
            val runs = Gate()
            val ended =
                result<Int> {
                    val stubborn =
                        task("stubborn") {
                            runs.open()
                            try {
                                untilStopped()
                            } catch (_: Throwable) {
                                13
                            }
                        }
                    task("reader", stubborn) { stubborn() }
                    task("bad") {
                        runs.pass()
                        throw failure
                    }
                }
            ended.outcome("stubborn") shouldBe Outcome.Cancelled<Int>(failure)
            ended.outcome("reader") shouldBe Outcome.Skipped<Int>(failure)
            ended.values() shouldBe emptyList()
        }

        case("E14 rule-9", "takes a CancellationException that nobody asked for as a failure") {
            val own = CancellationException("mine")
            val thrown = thrownBy { run<Int> { task("a") { throw own } } }
            thrown.shouldBeInstanceOf<TaskFailedException>()
            thrown.cause shouldBeSameInstanceAs own
            thrown.message shouldBe
                "Task 'a' in weave 'w' threw a CancellationException though nothing was being cancelled.\n" +
                "  Throw another exception to fail the task, or return to end it."
            val ended =
                result<Int> {
                    val a = task<Int>("a") { throw own }
                    task("b", a) { 1 }
                }
            ended.outcome("a").shouldBeInstanceOf<Outcome.Failed<*>>()
            ended.outcome("a").cause() shouldBeSameInstanceAs ended.failure
            ended.outcome("b") shouldBe Outcome.Skipped<Int>(ended.failure!!)
        }

        case("E14 rule-9 rule-10", "retries a body that throws a CancellationException, like any other") {
            val attempts = AtomicInteger()
            run {
                task("a", policy = Policy.retries(2)) {
                    if (attempts.incrementAndGet() < 3) throw CancellationException("mine")
                    attempts.get()
                }
            } shouldBe 3
        }

        case(
            "E15 rule-9",
            "throws an error of the JVM out of a result, too, handled or not",
            unless = notRemote(UNDECLARED),
        ) {
            thrownBy { run<Int> { task("a") { throw FatalError() } } }.shouldBeInstanceOf<FatalError>()
            thrownBy { result<Int> { task("a") { throw FatalError() } } }.shouldBeInstanceOf<FatalError>()
            val fatal = FatalError()
            thrownBy {
                result<Int>(options = CONTINUE) {
                    task<Int>("a") { throw fatal }
                    task("b") { 1 }
                }
            } shouldBeSameInstanceAs fatal
        }

        case("E15 rule-9", "throws an error of the JVM although every consumer takes failures as data") {
            val fatal = FatalError()
            thrownBy {
                result<Int> {
                    val a = task<Int>("a") { throw fatal }
                    task("b", settled(a)) { 1 }
                }
            } shouldBeSameInstanceAs fatal
        }

        case("E16 rule-7", "attributes failures with equal messages to their tasks") {
            val causes = (0..3).map { IllegalStateException("same") }
            val ended =
                result<Int>(options = CONTINUE) {
                    (0..3).map { n -> task<Int>("t$n") { throw causes[n] } }.last()
                }
            ended.failures.associate { it.task() to it.cause() } shouldBe (0..3).associate { "t$it" to causes[it] }
            for (n in 0..3) thrownBy { ended["t$n"] } shouldBeSameInstanceAs causes[n]
        }

        case("rule-7", "puts one note on the exception, with the inputs and their types") {
            val failure = IllegalStateException("x")
            thrownBy {
                run<Int>("orders") {
                    val post = task("post") { "P" }
                    task("author", post) { throw failure }
                }
            }
            val item = if (kind == Kind.ITEM) ", item 0" else ""
            val type =
                when (kind) {
                    Kind.ITEM -> "UnmodifiableRandomAccessList"
                    Kind.REMOTE -> "ArrayList"
                    else -> "String"
                }
            val ran = if (kind ==
                Kind.REMOTE
            ) {
                "\n  Ran: on worker '${Elsewhere.workerName}' of environment 'there'"
            } else {
                ""
            }
            failure.notes().map(::withoutBodyLine) shouldBe
                listOf(
                    "Task 'author'$item in weave 'orders' failed: java.lang.IllegalStateException$ran\n" +
                        "  Inputs: post: $type",
                )
            failure.attached().shouldBeEmpty()
        }

        case("rule-7", "shows values in the note only if asked to", unless = notRemote(OWN_FORM)) {
            val failure = IllegalStateException("x")
            thrownBy {
                run<Int>("orders", WeaveOptions.showValues()) {
                    val post = task("post") { "secret" }
                    task("author", post) { throw failure }
                }
            }
            val item = if (kind == Kind.ITEM) ", item 0" else ""
            val shown = if (kind == Kind.ITEM) "UnmodifiableRandomAccessList = [secret]" else "String = secret"
            failure.notes().map(::withoutBodyLine) shouldBe
                listOf(
                    "Task 'author'$item in weave 'orders' failed: java.lang.IllegalStateException\n  Inputs: post: $shown",
                )
        }

        case(
            "rule-7 rule-10",
            "puts one note on an exception that every attempt throws",
            unless = notRemote(ANOTHER_INSTANCE),
        ) {
            val failure = IllegalStateException("x")
            thrownBy { run<Int> { task("a", policy = Policy.retries(2)) { throw failure } } } shouldBeSameInstanceAs
                failure
            val item = if (kind == Kind.ITEM) ", item 0" else ""
            failure.notes().map(::withoutBodyLine) shouldBe
                listOf("Task 'a'$item in weave 'w' failed after 3 of 3 attempts: java.lang.IllegalStateException")
            failure.attached().shouldBeEmpty()
        }

        case("rule-10 T02", "throws the last failure, with the earlier ones suppressed in it") {
            val failures = (1..3).map { IllegalStateException("attempt $it") }
            val attempts = AtomicInteger()
            val thrown =
                thrownBy {
                    run<Int> {
                        task(
                            "a",
                            policy = Policy.retries(2),
                        ) { throw failures[attempts.getAndIncrement()] }
                    }
                }
            attempts.get() shouldBe 3
            thrown shouldBeSameInstanceAs failures[2]
            thrown.attached() shouldBe failures.take(2)
            thrown.notes().size shouldBe 1
        }

        case(
            "rule-7 rule-4",
            "has one note on an exception from a nested weave, with a line for each task",
            unless = notRemote(NOTES_THERE),
        ) {
            val failure = IllegalStateException("x")
            val cell = this
            thrownBy {
                run<Int> {
                    task(
                        "outer",
                    ) { cell.nested { task("inner") { throw failure } } }
                }
            } shouldBeSameInstanceAs
                failure
            val item = if (kind == Kind.ITEM) ", item 0" else ""
            failure.notes().single()!!.lines().filterNot { it.startsWith("  Body:") } shouldBe
                listOf(
                    "Task 'inner'$item in weave 'inner' failed: java.lang.IllegalStateException",
                    "Task 'outer'$item in weave 'w' failed: java.lang.IllegalStateException",
                )
            failure.attached().shouldBeEmpty()
        }

        case(
            "rule-7",
            "leaves an instance alone that carries the note of an unrelated run, and logs its own",
            unless = notRemote(ANOTHER_INSTANCE),
        ) {
            val shared = IllegalStateException("shared")
            thrownBy { run<Int>("first") { task("a") { throw shared } } }
            val item = if (kind == Kind.ITEM) ", item 0" else ""
            val ofFirst = "Task 'a'$item in weave 'first' failed: java.lang.IllegalStateException"
            val ofSecond = "Task 'b'$item in weave 'second' failed: java.lang.IllegalStateException"
            shared.notes().map(::withoutBodyLine) shouldBe listOf(ofFirst)
            val log =
                logged {
                    val ended = result<Int>("second") { task("b") { throw shared } }
                    ended.failure shouldBeSameInstanceAs shared
                    ended.failures.map { withoutBodyLine(it.note()) } shouldBe listOf(ofSecond)
                }
            shared.notes().map(::withoutBodyLine) shouldBe listOf(ofFirst)
            log.map(::withoutBodyLine) shouldContain "$ofSecond\n  (the exception could not carry this note)"
        }

        case(
            "rule-7 rule-5",
            "keeps the note of an exception that cannot carry one in the result and the log",
            unless = notRemote(UNDECLARED),
        ) {
            val failure = Sealed("x", 5)
            val item = if (kind == Kind.ITEM) ", item 0" else ""
            val text = "Task 'a'$item in weave 'w' failed: dev.wove.behaviour.Sealed"
            val log =
                logged {
                    val ended = result<Int> { task("a") { throw failure } }
                    ended.failure shouldBeSameInstanceAs failure
                    ended.failures.map { withoutBodyLine(it.note()) } shouldBe listOf(text)
                }
            failure.suppressed.toList().shouldBeEmpty()
            log.map(::withoutBodyLine) shouldContain "$text\n  (the exception could not carry this note)"
        }

        case(
            "rule-7 rule-5",
            "ends with an exception that answers nothing, as a strict mock does not",
            unless = notRemote(UNDECLARED),
        ) {
            val failure = Mute()
            val ended = result<Int>(options = CONTINUE) { task("a") { throw failure } }
            ended.failure shouldBeSameInstanceAs failure
            val item = if (kind == Kind.ITEM) ", item 0" else ""
            ended.failures.map { withoutBodyLine(it.note()) } shouldBe
                listOf(
                    "Task 'a'$item in weave 'w' failed: dev.wove.behaviour.Mute\n" +
                        "  (no more is known: a closer look failed with java.lang.AssertionError)",
                )
        }

        case("rule-7 rule-5", "ends with a failure though an input cannot be shown") {
            val failure = IllegalStateException("x")
            val ended =
                result<Int>(options = WeaveOptions.showValues()) {
                    val endless = task<Any>("endless") { Endless() }
                    task("a", endless) { throw failure }
                }
            ended.failure shouldBeSameInstanceAs failure
            if (kind != Kind.ITEM) {
                ended.failures.single().note() shouldContain
                    "endless: Endless = (its toString fails with StackOverflowError)"
            }
        }

        case("rule-7", "attaches at most 32 exceptions and counts the others", unless = notRemote(ANOTHER_INSTANCE)) {
            val failures = (0..39).map { IllegalStateException("no. $it") }
            val ended =
                result<Int>(options = CONTINUE) {
                    (0..39).map { n -> task<Int>("t$n") { throw failures[n] } }.last()
                }
            val thrown = ended.failure!!
            thrown shouldBeSameInstanceAs ended.failures.first().cause()
            ended.failures.map { it.cause() } shouldContainExactlyInAnyOrder failures
            thrown.attached() shouldBe ended.failures.map { it.cause() }.subList(1, 33)
            thrown.notes().last() shouldBe "7 more failures are in result.failures() only"
            thrown.notes().size shouldBe 2
        }

        case(
            "rule-7",
            "never attaches an instance to itself when two tasks throw the same one",
            unless = notRemote(ANOTHER_INSTANCE),
        ) {
            val shared = IllegalStateException("shared")
            val ended =
                result<Int>(options = CONTINUE) {
                    task<Int>("a") { throw shared }
                    task("b") { throw shared }
                }
            ended.failure shouldBeSameInstanceAs shared
            ended.failures.map { it.task() } shouldContainExactlyInAnyOrder listOf("a", "b")
            shared.attached().shouldBeEmpty()
            shared.notes().size shouldBe 1
        }

        case("rule-5 rule-9", "handles a failure that every consumer takes as data") {
            val failure = IllegalStateException("x")
            val seen = AtomicReference<Outcome<*>>()
            val ended =
                result {
                    val ads = task<Int>("ads") { throw failure }
                    val other = task("other") { 5 }
                    val page =
                        task("page", settled(ads), other) {
                            seen.set(ads.outcome())
                            other()
                        }
                    val count = task("count", orNull(ads), page) { if (ads.orNull() == null) page() else -1 }
                    count
                }
            ended.value shouldBe 5
            ended.failure.shouldBeNull()
            seen.get() shouldBe Outcome.Failed<Int>(failure)
            ended.failures.map { it.task() to it.cause() } shouldBe listOf("ads" to failure)
            ended.outcome("ads") shouldBe Outcome.Failed<Int>(failure)
            ended.cancelled shouldBe emptySet()
            ended.skipped shouldBe emptySet()
        }

        case("rule-9", "gives the value of a settled input that succeeds, and null is a value") {
            run {
                val a = task("a") { "A" }
                val none = task<String?>("none") { null }
                task("b", settled(a), settled(none)) { listOf(a.outcome(), none.outcome()) }
            } shouldBe listOf(Outcome.Succeeded("A"), Outcome.Succeeded(null))
        }

        case("rule-5", "does not handle a failure that one consumer takes as a plain input") {
            val failure = IllegalStateException("x")
            val ended =
                result<Int> {
                    val ads = task<Int>("ads") { throw failure }
                    task("page", settled(ads)) { 1 }
                    task("plain", ads) { 2 }
                }
            ended.failure shouldBeSameInstanceAs failure
            ended.outcome("page") shouldBe Outcome.Skipped<Int>(failure)
        }

        case("rule-5", "does not handle the failure of the task that the block returns") {
            val failure = IllegalStateException("x")
            thrownBy {
                run<Int> {
                    val ads = task<Int>("ads") { throw failure }
                    task("page", settled(ads)) { 1 }
                    ads
                }
            } shouldBeSameInstanceAs failure
        }

        case("rule-5", "does not handle the failure of a task that nobody takes") {
            val failure = IllegalStateException("x")
            thrownBy {
                run {
                    task<Int>("ads") { throw failure }
                    task("page", after = emptyList()) { 1 }
                }
            } shouldBeSameInstanceAs failure
        }

        case("rule-9", "gives a skipped input as data to the task that takes it so") {
            val failure = IllegalStateException("x")
            val seen = AtomicReference<Outcome<*>>()
            val ended =
                result(options = CONTINUE) {
                    val bad = task<Int>("bad") { throw failure }
                    val skipped = task("skipped", bad) { 1 }
                    task("page", settled(skipped)) {
                        seen.set(skipped.outcome())
                        2
                    }
                }
            ended["page"] shouldBe 2
            seen.get() shouldBe Outcome.Skipped<Int>(failure)
        }
    }

    everyCell(kinds = listOf(Kind.BLOCKING), leftOut = "only blocking bodies are interrupted") {
        case("E11 rule-5", "interrupts a blocking body, and does not wait until it would have ended") {
            val failure = IllegalStateException("x")
            val runs = Gate()
            val seen = ConcurrentLinkedQueue<Throwable>()
            val ended =
                result<Int> {
                    task<Int>("sleeper") {
                        runs.open()
                        try {
                            untilStopped()
                        } catch (e: Throwable) {
                            seen.add(e)
                            throw e
                        }
                    }
                    task("bad") {
                        runs.pass()
                        throw failure
                    }
                }
            ended.outcome("sleeper") shouldBe Outcome.Cancelled<Int>(failure)
            seen.single().shouldBeInstanceOf<InterruptedException>()
        }

        case("E12 rule-5", "never starts blocking bodies that wait for a slot when another fails") {
            val failure = IllegalStateException("x")
            val started = AtomicInteger()
            val ended =
                result<Int>(options = WeaveOptions.maxBlocking(1)) {
                    val bad =
                        task<Int>("bad") {
                            started.incrementAndGet()
                            throw failure
                        }
                    (1..5).forEach { task("t$it") { started.incrementAndGet() } }
                    bad
                }
            started.get() shouldBe 1
            ended.skipped shouldBe (1..5).map { "t$it" }.toSet()
        }
    }

    context("queued items of a mapped task") {
        case(
            "E12 rule-13",
            "are never started when an item fails",
            once = "items of the other kinds do not queue for threads",
        ) {
            val failure = IllegalStateException("x")
            val started = ConcurrentLinkedQueue<Int>()
            thrownBy {
                weave {
                    eachBlocking(1..5, workers = 1) {
                        started.add(it)
                        throw failure
                    }
                }
            } shouldBeSameInstanceAs failure
            started.toList() shouldBe listOf(1)
            JavaFailures.itemsStartedBeforeTheFailure() shouldBe listOf(1)
        }
    }

    context("the line of the body in a note") {
        case("rule-7", "is that of the statement in Kotlin", once = "the suite's own bodies are lines of its harness") {
            val failure = AtomicReference<Throwable>()
            thrownBy {
                weave("w") {
                    task("a") {
                        failure.set(IllegalStateException("x"))
                        throw failure.get()
                    }
                }
            }
            val line = failure.get().stackTrace.first { "FailureTest" in it.className }.lineNumber
            failure.get().notes() shouldBe
                listOf("Task 'a' in weave 'w' failed: java.lang.IllegalStateException\n  Body: FailureTest.kt:$line")
        }
        case("rule-7", "is that of the statement in Java", once = "the suite's own bodies are lines of its harness") {
            val thrown = thrownBy { JavaFailures.failing() }
            thrown.notes() shouldBe
                listOf(
                    "Task 'author' in weave 'page' failed: java.io.IOException\n" +
                        "  Body: JavaFailures.java:${JavaFailures.failingLine(thrown)}\n" +
                        "  Inputs: id: Integer",
                )
        }
    }

    context("a checked exception in Java") {
        case("rule-5", "can be caught by its type, or not at all", once = "a call site of Java") {
            JavaFailures.caughtByType() shouldBe "caught"
            JavaFailures.notCaught().shouldBeInstanceOf<java.sql.SQLException>()
        }
        case("rule-5", "is what a future fails with", once = "a call site of Java") {
            JavaFailures.futureFailsWithTheSame() shouldBe true
        }
        case("rule-9", "is explained when it is a stage that a body returned", once = "a call site of Java") {
            JavaFailures.stageInTask().message shouldBe
                "The body of task 'x' in weave 'w' returned a CompletableFuture, which nobody would wait for.\n" +
                "  Instead of   w.task(\"x\", ...)\n" +
                "  use          w.async(\"x\", ...)"
        }
    }
})
