package dev.wove.behaviour

import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Body
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.harness.localKinds
import dev.wove.behaviour.harness.merger
import dev.wove.behaviour.harness.thrownBy
import dev.wove.dsl.merge
import dev.wove.dsl.mergeBlocking
import dev.wove.dsl.mergeSuspending
import dev.wove.dsl.onBlockingPool
import dev.wove.dsl.suspending
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

class MergeTest : FunSpec({
    everyCell(kinds = localKinds, leftOut = "merging is part of a weave, of which there is none on a worker") {
        case("MG01", "gives the value of the function") {
            run { task("a") { merger.once { "merged" } } } shouldBe "merged"
        }

        case("MG04 MG05", "runs a function over items at the same time, and gives their values in order") {
            val running = AtomicInteger()
            val all = Gate()
            run {
                task("a") {
                    merger.each(listOf(1, 2, 3)) {
                        if (running.incrementAndGet() == 3) all.open()
                        all.pass()
                        it * 2
                    }
                }
            } shouldBe listOf(2, 4, 6)
        }

        val limits = mapOf("workers = 1" to WeaveOptions.workers(1), "maxBlocking = 1" to WeaveOptions.maxBlocking(1))
        for ((limit, options) in limits) {
            case("MG07 rule-12", "needs no slot besides the one that the calling body lends: $limit") {
                val running = AtomicInteger()
                val most = AtomicInteger()
                run(options = options) {
                    val a = task("a") { merger.each(1..3) { counted(running, most) { it * 2 } } }
                    val b = task("b") { merger.each(1..3) { counted(running, most) { it * 3 } } }
                    task("sum", a, b) { a().sum() + b().sum() }
                } shouldBe 30
                if (options.workers() != null || kind == Kind.BLOCKING) most.get() shouldBe 1
            }
        }

        case("MG08", "runs functions with bound arguments") {
            fun add(a: Int, b: Int) = a + b
            run {
                task("a") { merger.once { add(10, 5) } to merger.each(listOf(2)) { add(it, 5) } }
            } shouldBe (15 to listOf(7))
        }

        case("MG09", "tries again as its own option says") {
            val attempts = AtomicInteger()
            run {
                task("a") {
                    merger.once(Policy.retries(1)) { if (attempts.incrementAndGet() == 1) error("first") else "second" }
                }
            } shouldBe "second"
            attempts.get() shouldBe 2
        }

        case("MG10", "refuses workers without items, in the body") {
            val thrown = run { task("a") { thrownBy { merger.once(Policy.workers(2)) { } } } }
            thrown::class shouldBe PlanException::class
            thrown.message shouldBe "Task 'merged' in weave 'w' has the option workers = 2, but is not mapped over " +
                "items.\n  Leave it out, or declare the task with each."
        }

        case("MG11", "nests 1 000 levels deep") {
            val merger = merger

            suspend fun Body.down(levels: Int): Int = if (levels == 0) 0 else merger.once { down(levels - 1) } + 1
            run { task("a") { down(1_000) } } shouldBe 1_000
        }

        case("MG12", "merges in every one of 150 items at once") {
            val running = AtomicInteger()
            val all = Gate()
            run {
                task("a") {
                    merger.each(1..150) { item ->
                        if (running.incrementAndGet() == 150) all.open()
                        all.pass()
                        merger.once { item }
                    }
                }
            } shouldBe (1..150).toList()
        }

        case("MG13", "gives an empty list for no items") {
            run { task("a") { merger.each(emptyList<Int>()) { it } } } shouldBe emptyList()
        }

        case("MG14", "holds back a source that is longer than maxPending") {
            val taken = AtomicInteger()
            val done = AtomicInteger()
            var farthest = 0
            val source =
                generateSequence(1) {
                    farthest = maxOf(farthest, taken.incrementAndGet() - done.get())
                    if (it < 50) it + 1 else null
                }
            run {
                task("a") {
                    val policy = Policy.workers(2).maxPending(4)
                    merger.each(source.asIterable(), policy) { it.also { done.incrementAndGet() } }
                }
            } shouldBe (1..50).toList()
            farthest shouldBeLessThanOrEqual 8
        }

        case("MG15", "takes no options of the calling task, and runs once per attempt of it") {
            val merged = AtomicInteger()
            val attempts = AtomicInteger()
            run {
                task("a", policy = Policy.retries(2)) {
                    attempts.incrementAndGet()
                    merger.once { if (merged.incrementAndGet() < 3) error("again") else "value" }
                }
            } shouldBe "value"
            merged.get() to attempts.get() shouldBe (3 to 3)
        }

        case("MG16 rule-13", "has stopped the other items when the caller gets the failure of one") {
            val failure = IllegalStateException("two")
            val waiting = AtomicInteger()
            val stopped = AtomicInteger()
            val bothWait = Gate()
            val stoppedWhenCaught =
                run {
                    task("a") {
                        val thrown = thrownBy {
                            merger.each(listOf(1, 2, 3)) {
                                if (it == 2) {
                                    bothWait.pass()
                                    throw failure
                                }
                                try {
                                    if (waiting.incrementAndGet() == 2) bothWait.open()
                                    untilStopped()
                                } finally {
                                    stopped.incrementAndGet()
                                }
                            }
                        }
                        thrown shouldBeSameInstanceAs failure
                        stopped.get()
                    }
                }
            stoppedWhenCaught shouldBe 2
        }

        case("MG19", "has a timeout that the caller can catch") {
            inVirtualTime {
                run {
                    task("a") {
                        val thrown = thrownBy { merger.once(Policy.timeout(Duration.ofMillis(50))) { sleep(100) } }
                        thrown::class shouldBe TaskTimeoutException::class
                        "late"
                    }
                } shouldBe "late"
            }
        }

        case("MG20", "nests over items") {
            run {
                task("a") { merger.each(1..2) { a -> merger.each(1..3) { b -> a * b } } }
            } shouldBe listOf(listOf(1, 2, 3), listOf(2, 4, 6))
        }

        case("rule-4 rule-15", "is cancelled with the task that called it") {
            val begun = Gate()
            val stopped = Gate()
            val running =
                start {
                    task("a") {
                        merger.once {
                            try {
                                begun.open()
                                untilStopped()
                            } finally {
                                stopped.open()
                            }
                        }
                    }
                }
            begun.awaitOpen()
            running.cancel()
            running.end().isFailure shouldBe true
            stopped.isOpen shouldBe true
        }

        case("rule-5 rule-7", "fails the weave with its own failure, whose note names the function and the weave") {
            val failure = IllegalStateException("x")
            thrownBy {
                run { task("a") { merger.each(listOf(7), name = "quote") { throw failure } } }
            } shouldBeSameInstanceAs failure
            failure.suppressed.single().message shouldContain "'quote'"
            failure.suppressed.single().message shouldContain "weave 'w'"
        }

        case("rule-4 rule-19", "appears in the trace under the task that called it") {
            val ended =
                result("shop", WeaveOptions.trace()) {
                    task("a") { merger.each(1..3, name = "quote") { item -> merger.once(name = "cents") { item } } }
                }
            val merged = ended.result.trace().task("a").nested().single()
            merged.weave() shouldBe "shop"
            merged.tasks() shouldBe 1
            merged.trace()!!.tasks().single().name() shouldBe "quote"
            val below = merged.trace()!!.task("quote").nested()
            below.map { it.trace()!!.tasks().single().name() } shouldBe listOf("cents", "cents", "cents")
        }

        case("rule-4", "reads what the calling body may read") {
            run {
                val a = task("a") { 1 }
                task("b", a) {
                    val read: Body = this
                    merger.once { with(read) { a() } + 1 }
                }
            } shouldBe 2
        }
    }

    val mixed = "a caller of one kind and a function of another"

    context("a caller of one kind with a function of another") {
        case("MG02", "a suspending body runs a blocking function, off its thread", mixed) {
            inTime {
                runBlocking {
                    weave {
                        task("a") {
                            val here = Thread.currentThread()
                            val threads = merge(listOf(1, 2), body = suspending { _: Int -> Thread.currentThread() })
                            onBlockingPool { Thread.currentThread() } shouldNotBe here
                            threads.none { it == here }
                        }
                    }
                }
            } shouldBe true
        }

        case("MG06", "a blocking body runs a suspending function over items, at the same time", mixed) {
            inTime {
                weaveBlocking {
                    blocking("a") {
                        val others = CompletableDeferred<Unit>()
                        val running = AtomicInteger()
                        mergeSuspending(listOf(1, 2, 3)) {
                            if (running.incrementAndGet() == 3) others.complete(Unit)
                            others.await()
                            it * 2
                        }
                    }
                }
            } shouldBe listOf(2, 4, 6)
        }

        case("MG07 rule-12", "a blocking function takes a slot of the weave's maxBlocking", mixed) {
            val running = AtomicInteger()
            val most = AtomicInteger()
            val two = CountDownLatch(2)
            inTime {
                runBlocking(Dispatchers.Default) {
                    weave(maxBlocking = 2) {
                        task("a") {
                            merge((1..20).toList()) {
                                onBlockingPool {
                                    most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
                                    two.countDown()
                                    two.await(1, TimeUnit.MINUTES)
                                    // A third would come in between.
                                    TimeUnit.MILLISECONDS.sleep(1)
                                    running.decrementAndGet()
                                }
                            }
                        }
                    }
                }
            }
            most.get() shouldBe 2
        }
    }

    val outside = "what is refused, through each of the entries"

    context("a merge outside the body of a task") {
        val text =
            "merge was called outside the body of a task, so there is no weave to merge into.\n" +
                "  Call it inside a body, on its thread or in its coroutine context; elsewhere, run a weave."

        case("MG03", "is refused", outside) {
            shouldThrow<IllegalStateException> { runTest { merge { } } }.message shouldBe text
            shouldThrow<IllegalStateException> { mergeBlocking { } }.message shouldBe text
            shouldThrow<IllegalStateException> { mergeSuspending(listOf(1)) { } }.message shouldBe text
        }

        case("MG03", "is refused in the block that declares the weave", outside) {
            shouldThrow<IllegalStateException> {
                weaveBlocking {
                    mergeBlocking { }
                    task { }
                }
            }.message shouldBe text
        }
    }

    context("a blocking merge in a suspending body") {
        case("MG03 C14", "is refused, with the right call", outside) {
            shouldThrow<IllegalStateException> {
                runTest { weave("shop") { task("a") { mergeBlocking { } } } }
            }.message shouldBe
                "A blocking merge was called inside the body of task 'a' in weave 'shop', which must not block; " +
                "this can deadlock the dispatcher.\n" +
                "  Instead of   mergeBlocking { ... }   // blocks the thread\n" +
                "  use          merge { ... }           // suspends"
        }
    }

    context("a merge in a function that the body calls") {
        test("works in whatever context the function runs") {
            suspend fun helper(): Int = withContext(Dispatchers.IO) { merge { 1 } }
            runTest { weave { task { helper() } } shouldBe 1 }
        }

        test("takes items from every kind of source") {
            runTest {
                weave {
                    task {
                        merge(arrayOf(1)) { it } + merge(mapOf("a" to 2)) { it.value } + merge(sequenceOf(3)) { it } +
                            merge(flowOf(4)) { it }
                    }
                } shouldBe listOf(1, 2, 3, 4)
            }
        }

        test("is named after a function that it is given by reference") {
            runTest {
                val failure = shouldThrow<IllegalStateException> { weave { task { merge(listOf(1), body = ::quote) } } }
                failure.suppressed.single().message shouldContain "'quote'"
            }
        }
    }

    context("blocking functions outside any weave") {
        test("run on the pool, and are interrupted by a cancellation") {
            inTime {
                runBlocking(Dispatchers.Default) {
                    val caller = Thread.currentThread()
                    onBlockingPool { Thread.currentThread() } shouldNotBe caller
                    val begun = CountDownLatch(1)
                    val interrupted = CountDownLatch(1)
                    val call =
                        launch {
                            onBlockingPool {
                                begun.countDown()
                                try {
                                    CountDownLatch(1).await()
                                } finally {
                                    interrupted.countDown()
                                }
                            }
                        }
                    withContext(Dispatchers.IO) { begun.await() }
                    call.cancelAndJoin()
                    interrupted.count shouldBe 0
                }
            }
        }
    }

    context("50 merges inside one another, suspending and blocking in turn, with one blocking slot") {
        test("MG11 finish") {
            inTime {
                runBlocking(Dispatchers.Default) { weave(maxBlocking = 1) { task { suspendingDown(50) } } }
            } shouldBe 50
        }
    }
})

private suspend fun quote(item: Int): Int = error("no quote for $item")

private suspend fun suspendingDown(levels: Int): Int =
    if (levels == 0) 0 else merge { onBlockingPool { blockingDown(levels - 1) } } + 1

private fun blockingDown(levels: Int): Int = if (levels == 0) 0 else mergeSuspending { suspendingDown(levels - 1) } + 1

/** Runs [body] and notes the most that ran at once. */
private inline fun <T> counted(running: AtomicInteger, most: AtomicInteger, body: () -> T): T {
    most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
    try {
        // Long enough for another one to come in between.
        TimeUnit.MILLISECONDS.sleep(2)
        return body()
    } finally {
        running.decrementAndGet()
    }
}
