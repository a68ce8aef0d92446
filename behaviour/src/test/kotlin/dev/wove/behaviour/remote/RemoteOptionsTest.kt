package dev.wove.behaviour.remote

import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.environment.Delivery
import dev.wove.remote.InMemoryEnvironment.inMemory
import dev.wove.remote.WorkerContext
import dev.wove.test.replacing
import dev.wove.test.virtualTime
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.io.IOException
import java.time.Duration.ofMillis
import java.time.Duration.ofMinutes
import java.time.Duration.ofSeconds
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.seconds

interface Numbers {
    suspend fun twice(n: Int): Int

    suspend fun spread(n: Int): List<Int>

    fun sum(all: List<List<Int>>): Int

    @Throws(IOException::class)
    suspend fun flaky(failures: Int): Int

    suspend fun never(): Int

    suspend fun slow(n: Int): Int
}

private class CountedNumbers : Numbers {
    val calls = AtomicInteger()
    val attempts = CopyOnWriteArrayList<Int>()
    val keys = CopyOnWriteArrayList<String>()
    val runIds = CopyOnWriteArrayList<String>()

    override suspend fun twice(n: Int): Int = 2 * n.also { calls.incrementAndGet() }

    override suspend fun spread(n: Int): List<Int> = List(n) { it }

    override fun sum(all: List<List<Int>>): Int = all.sumOf { it.sum() }

    override suspend fun flaky(failures: Int): Int {
        attempts += WorkerContext.current().attempt()
        keys += WorkerContext.current().idempotencyKey().orElse("none")
        runIds += WorkerContext.current().runId()
        if (calls.incrementAndGet() <= failures) throw IOException("call ${calls.get()}")
        return calls.get()
    }

    override suspend fun never(): Int = awaitCancellation()

    override suspend fun slow(n: Int): Int {
        delay(1.seconds)
        return n
    }
}

class RemoteOptionsTest : FunSpec({
    fun by(numbers: Numbers, with: WoveConfiguration.Builder.() -> Unit = {}): WeaveOptions = WeaveOptions.config(
        WoveConfiguration.of {
            it.environment("there", inMemory().serve(Numbers::class.java, numbers)).defaultEnvironment("there")
            it.with()
        },
    )

    test("X28 a retry is another run with the same key, that knows which attempt it is") {
        val numbers = CountedNumbers()
        val options = by(numbers) { delivery(Delivery.idempotencyKey("number {0}")) }
        weave(options = options) { remote(Numbers::flaky, given(2), name = "a", retries = 2) } shouldBe 3
        numbers.attempts shouldBe listOf(1, 2, 3)
        numbers.runIds.toSet() shouldHaveSize 3
        numbers.keys.toSet() shouldHaveSize 1
    }

    test("a task that fails after all retries has the exception that its method declares") {
        val numbers = CountedNumbers()
        shouldThrow<IOException> {
            weave(options = by(numbers)) { remote(Numbers::flaky, given(9), name = "a", retries = 1) }
        }.message shouldBe "call 2"
    }

    test("a timeout is told as it is of a task that runs here") {
        weaveTest {
            val thrown =
                shouldThrow<TaskTimeoutException> {
                    weave("page", options = by(CountedNumbers())) {
                        remote(Numbers::never, name = "a", timeout = 3.seconds)
                    }
                }
            thrown.javaClass shouldBe TaskTimeoutException::class.java
            thrown.message shouldBe "Task 'a' in weave 'page' timed out after 3 s in attempt 1."
            virtualTime.elapsed() shouldBe ofSeconds(3)
        }
    }

    test("a timeout in real time is told by who has declared it, not by the worker") {
        repeat(5) {
            val thrown =
                shouldThrow<TaskTimeoutException> {
                    weave("page", options = by(CountedNumbers())) {
                        remote(Numbers::never, name = "a", policy = Policy.timeout(ofMillis(30)))
                    }
                }
            thrown.message shouldBe "Task 'a' in weave 'page' timed out after 30 ms in attempt 1."
        }
    }

    test("a fallback gives the value in place of what the worker has failed with") {
        val seen = CopyOnWriteArrayList<String>()
        val numbers = CountedNumbers()
        weave(options = by(numbers)) {
            val a by remote(
                Numbers::flaky,
                given(9),
                policy = Policy.fallback { failure -> 7.also { seen += failure.message!! } },
            )
            remote(Numbers::twice, a)
        } shouldBe 14
        seen shouldBe listOf("call 1")
    }

    test("a limiter holds runs back before they are sent") {
        weaveTest {
            val limiter = Limiter.concurrent(2)
            weave(options = by(CountedNumbers())) {
                val all by eachRemote(Numbers::slow, listOf(1, 2, 3, 4, 5), policy = Policy.limit(limiter))
                all
            } shouldBe listOf(1, 2, 3, 4, 5)
            virtualTime.elapsed() shouldBe ofSeconds(3)
        }
    }

    test("no more runs than may be in flight are sent, and all have their turn") {
        weaveTest {
            val options = by(CountedNumbers()) { delivery(Delivery.maxInFlight(2)) }
            weave(options = options) { eachRemote(Numbers::slow, listOf(1, 2, 3, 4, 5), name = "all") } shouldBe
                listOf(1, 2, 3, 4, 5)
            virtualTime.elapsed() shouldBe ofSeconds(3)
        }
    }

    test("perMinute spreads the starts of the items") {
        weaveTest {
            weave(options = by(CountedNumbers())) {
                eachRemote(Numbers::twice, listOf(1, 2, 3), name = "all", perMinute = 1)
            } shouldBe listOf(2, 4, 6)
            virtualTime.elapsed() shouldBe ofMinutes(2)
        }
    }

    test("X03 a mapped task maps over a mapped task, in the order of the items") {
        weave(options = by(CountedNumbers())) {
            val doubled by eachRemote(Numbers::twice, listOf(1, 2, 3))
            val lists by eachRemote(Numbers::spread, doubled)
            remote(Numbers::sum, lists)
        } shouldBe (0..1).sum() + (0..3).sum() + (0..5).sum()
    }

    test("X02 here, there and here again") {
        weave(options = by(CountedNumbers())) {
            val id by task { 5 }
            val doubled by remote(Numbers::twice, id)
            task(id, doubled) { "id ${id()}, twice ${doubled()}" }
        } shouldBe "id 5, twice 10"
    }

    test("a plan runs twice, and each run is sent") {
        val numbers = CountedNumbers()
        val plan = plan("page", options = by(numbers)) { remote(Numbers::twice, given(4), name = "a") }
        plan.run() shouldBe 8
        plan.run() shouldBe 8
        numbers.calls.get() shouldBe 2
    }

    test("one failed item fails a mapped task with its exception") {
        val numbers = CountedNumbers()
        val result =
            weaveResult(
                options = by(numbers),
            ) { eachRemote(Numbers::flaky, listOf(0, 9, 9), name = "all", workers = 1) }
        result.failures().single().cause().javaClass shouldBe IOException::class.java
    }

    test("replacing a remote task keeps it here") {
        val numbers = CountedNumbers()

        suspend fun page() = weave("page", options = by(numbers)) {
            val a by remote(Numbers::twice, given(4))
            val all by eachRemote(Numbers::twice, listOf(1, 2))
            task(a, all) { a() + all().sum() }
        }
        replacing("page", "a" to 100) { page() } shouldBe 106
        numbers.calls.get() shouldBe 2
        replacing("page", "a" to 100, "all" to listOf(1)) { page() } shouldBe 101
        numbers.calls.get() shouldBe 2
    }
})
