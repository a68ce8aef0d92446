package dev.wove.behaviour.remote

import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.mergeEachRemote
import dev.wove.dsl.mergeEachRemoteBlocking
import dev.wove.dsl.mergeRemote
import dev.wove.dsl.mergeRemoteBlocking
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.environment.CancelMode
import dev.wove.environment.Delivery
import dev.wove.environment.EnvironmentException
import dev.wove.environment.OrphanPolicy
import dev.wove.remote.InMemoryEnvironment.inMemory
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import java.io.IOException
import java.time.Duration.ofSeconds

interface Adder {
    fun more(n: Int): Int

    suspend fun suspendingMore(n: Int): Int

    @Throws(IOException::class)
    fun bad(n: Int): Int
}

internal object OneMore : Adder {
    override fun more(n: Int): Int = n + 1

    override suspend fun suspendingMore(n: Int): Int = n + 1

    override fun bad(n: Int): Int = throw IOException("bad $n")
}

class MergeElsewhereTest : FunSpec({
    val worker = RecordedWorker(inMemory().serve(Adder::class.java, OneMore))
    val configuration = WoveConfiguration.of { it.environment("there", worker).route(Adder::class.java, "there") }
    val options = WeaveOptions.config(configuration)

    beforeTest { worker.calls.clear() }

    test("MG17 merges into an environment send a run for each item, in order, with the options of the merge") {
        val delivery =
            Delivery
                .timeout(ofSeconds(9))
                .cancelMode(CancelMode.BEST_EFFORT)
                .orphans(OrphanPolicy.REQUEUE)
                .idempotencyKey("merge:{0}")
        val value =
            weave("adding", options = options) {
                task("all") {
                    mergeEachRemote(
                        Adder::more,
                        listOf(1, 2),
                        name = "one more",
                        environment = "there",
                        workers = 1,
                        policy = Policy.delivery(delivery),
                    ) + mergeEachRemote(Adder::suspendingMore, listOf(3), policy = Policy.delivery(delivery)) +
                        mergeRemote(Adder::more, 4) + mergeRemote(Adder::suspendingMore, 5)
                }
            }
        value shouldBe listOf(2, 3, 4, 5, 6)
        worker.calls.map { it.task() } shouldBe
            listOf("one more", "one more", "suspendingMore", "more", "suspendingMore")
        worker.calls.map { it.item() } shouldBe listOf(0L, 1L, 0L, -1L, -1L)
        val more = Adder::class.java.name + ".more"
        worker.calls.take(3).map { it.idempotencyKey() } shouldBe
            listOf("$more:merge:1", "$more:merge:2", "${Adder::class.java.name}.suspendingMore:merge:3")
        worker.calls.take(3).forEach { it.delivery() shouldBe delivery }
        worker.calls.map { it.weave() }.distinct() shouldBe listOf("adding")
    }

    test("MG18 a blocking body merges into an environment") {
        weave(options = options) {
            blocking("all") {
                mergeEachRemoteBlocking(Adder::more, listOf(10, 11)) +
                    mergeEachRemoteBlocking(Adder::suspendingMore, listOf(12)) +
                    mergeRemoteBlocking(Adder::more, 13) + mergeRemoteBlocking(Adder::suspendingMore, 14)
            }
        } shouldBe listOf(11, 12, 13, 14, 15)
        worker.calls.size shouldBe 5
    }

    test("goes where the weave of the caller goes unless it says otherwise") {
        val config = WoveConfiguration.of { it.environment("weave's", worker) }
        weave(options = WeaveOptions.config(config), environment = "weave's") {
            task("one") { mergeRemote(Adder::more, 1) }
        } shouldBe 2
    }

    test("fails where nothing says where it goes, in the body") {
        weave(options = WeaveOptions.config(WoveConfiguration.of { })) {
            task("one") {
                shouldThrow<EnvironmentException> { mergeRemote(Adder::more, 1) }.message
            }
        } shouldContain "nothing says where"
    }

    test("throws what the method has failed with, and the caller may catch it") {
        weave(options = options) {
            task("one") {
                shouldThrow<IOException> { mergeEachRemote(Adder::bad, listOf(1)) }.message
            }
        } shouldBe "bad 1"
    }

    test("has stopped there when its caller is cancelled") {
        val sleepers = CountedSleepers()
        val config = WoveConfiguration.of { it.environment("there", sleepers.worker) }
        coroutineScope {
            val weave =
                async(Dispatchers.Default) {
                    weave(options = WeaveOptions.config(config)) {
                        task("one") {
                            mergeEachRemote(Sleepers::sleep, listOf("a", "b"), environment = "there")
                        }
                    }
                }
            sleepers.awaitBegun(2)
            weave.cancelAndJoin()
        }
        sleepers.worker.running() shouldBe 0
        sleepers.stopped.get() shouldBe 2
    }

    test("shows in the trace below the task that has called it") {
        val trace = weaveResult("adding", options = options.trace()) {
            task("all") { mergeRemote(Adder::more, 1) }
        }.trace()
        trace
            .task("all")
            .nested()
            .single()
            .trace()!!
            .task("more")
            .attempts()
            .single()
            .remote()!!
            .environment() shouldBe
            "there"
    }
})
