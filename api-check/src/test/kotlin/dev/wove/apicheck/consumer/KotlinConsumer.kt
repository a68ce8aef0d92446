package dev.wove.apicheck.consumer

import dev.wove.BackgroundWeaves
import dev.wove.Do
import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.Task
import dev.wove.Weave
import dev.wove.WeaveResult
import dev.wove.dsl.Backoff
import dev.wove.dsl.Limiter
import dev.wove.dsl.LiveWeave
import dev.wove.dsl.Policy
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.await
import dev.wove.dsl.blockingSupplier
import dev.wove.dsl.launchWeave
import dev.wove.dsl.merge
import dev.wove.dsl.mergeBlocking
import dev.wove.dsl.mergeEachRemote
import dev.wove.dsl.mergeEachRemoteBlocking
import dev.wove.dsl.mergeRemote
import dev.wove.dsl.mergeRemoteBlocking
import dev.wove.dsl.mergeSuspending
import dev.wove.dsl.options
import dev.wove.dsl.plan
import dev.wove.dsl.policy
import dev.wove.dsl.run
import dev.wove.dsl.runBlocking
import dev.wove.dsl.taskScope
import dev.wove.dsl.taskScopeBlocking
import dev.wove.dsl.taskSupplier
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.dsl.weaveResultBlocking
import dev.wove.trace.TraceEvent
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.runBlocking
import java.io.IOException
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import java.util.stream.Stream
import kotlin.time.Duration.Companion.minutes

class Shop : Weave<Int>() {
    @Do
    fun prices(): List<Int> = listOf(1, 2, 3)

    @Do(each = "prices")
    fun doubled(price: Int): Int = 2 * price

    @Do
    fun rate(): CompletionStage<Int> = CompletableFuture.completedFuture(10)

    @Do
    fun total(doubled: List<Int>, rate: Int): Int = rate * doubled.sum()
}

interface Far {
    fun one(a: Int): Int

    suspend fun two(a: Int): Int
}

/** A program of a user, in Kotlin. What it gives is the same whatever is added to Wove after it was compiled. */
object KotlinConsumer {
    private val limiter = Limiter(concurrent = 2)

    private val shared = policy {
        retries = 1
        timeout = 1.minutes
        retryIf = { it is IOException }
        limit = limiter
    }

    private val unknown = AtomicInteger()

    /** How many events there were that this program does not know. */
    @JvmStatic
    fun unknownEvents(): Int = unknown.get()

    @JvmStatic
    fun run(): List<String> = listOf(
        "tasks ${tasks()}",
        "items ${items()}",
        "merges ${merges()}",
        "entries ${entries()}",
        "classes ${classes()}",
        "scopes ${scopes()}",
        "remotes ${remotes()}",
        "merges elsewhere ${mergesElsewhere()}",
        "policies ${policies()}",
        "facts ${facts()}",
        "events ${events()}",
    )

    private fun tasks(): Int = weaveBlocking {
        val a by task { 1 }
        val b = task("b", a) { a() + 1 }
        val c by blocking(after = listOf(a)) { 3 }
        val d = blocking("d", b, c, retries = 1, timeout = 1.minutes, policy = shared) { b() + c() }
        task(d, settled(b), orNull(c)) { d() + (b.outcome().orNull() ?: 0) }
    }

    private val map = mapOf("a" to 1, "b" to 2)

    private fun items(): Int = weaveBlocking {
        val made = listOf(
            each(listOf(1, 2), workers = 1) { it },
            each(arrayOf(1, 2)) { it },
            each(map) { (_, value) -> value },
            each(sequenceOf(1, 2), policy = shared) { it },
            each(flowOf(1, 2), name = "flow") { it },
            each(task { listOf(1, 2) }) { it },
            each(task { arrayOf(1, 2) }) { it },
            each(task { map }) { (_, value) -> value },
            each(task { sequenceOf(1, 2) }) { it },
            each(task { flowOf(1, 2) }) { it },
            each(Stream.of(1, 2)) { it },
            each(task { Stream.of(1, 2) }) { it },
            eachBlocking(listOf(1, 2), workers = 1, perMinute = 600_000) { it },
            eachBlocking(arrayOf(1, 2)) { it },
            eachBlocking(map) { (_, value) -> value },
            eachBlocking(sequenceOf(1, 2)) { it },
            eachBlocking(flowOf(1, 2)) { it },
            eachBlocking(task { listOf(1, 2) }) { it },
            eachBlocking(task { arrayOf(1, 2) }) { it },
            eachBlocking(task { map }) { (_, value) -> value },
            eachBlocking(task { sequenceOf(1, 2) }) { it },
            eachBlocking(task { flowOf(1, 2) }) { it },
            eachBlocking(Stream.of(1, 2)) { it },
            eachBlocking(task { Stream.of(1, 2) }) { it },
        )
        val settled = listOf(
            eachSettled(listOf(1, 2)) { it },
            eachSettled(arrayOf(1, 2)) { it },
            eachSettled(map) { (_, value) -> value },
            eachSettled(sequenceOf(1, 2)) { it },
            eachSettled(flowOf(1, 2)) { it },
            eachSettled(task { listOf(1, 2) }) { it },
            eachSettled(task { arrayOf(1, 2) }) { it },
            eachSettled(task { map }) { (_, value) -> value },
            eachSettled(task { sequenceOf(1, 2) }) { it },
            eachSettled(task { flowOf(1, 2) }) { it },
            eachSettled(Stream.of(1, 2)) { it },
            eachSettled(task { Stream.of(1, 2) }) { it },
        )
        val counted = listOf(
            eachUnit(listOf(1, 2)) { },
            eachUnit(arrayOf(1, 2)) { },
            eachUnit(map) { },
            eachUnit(sequenceOf(1, 2)) { },
            eachUnit(flowOf(1, 2)) { },
            eachUnit(task { listOf(1, 2) }) { },
            eachUnit(task { arrayOf(1, 2) }) { },
            eachUnit(task { map }) { },
            eachUnit(task { sequenceOf(1, 2) }) { },
            eachUnit(task { flowOf(1, 2) }) { },
            eachUnit(Stream.of(1, 2)) { },
            eachUnit(task { Stream.of(1, 2) }) { },
        )
        val all = (made + settled + counted).toTypedArray<Task<*>>()
        task(*all) {
            made.sumOf { it().sum() } + settled.sumOf { items -> items().sumOf { it.orNull() ?: 0 } } +
                counted.sumOf { it() }.toInt()
        }
    }

    private fun merges(): Int = weaveBlocking {
        val suspending by task {
            merge { 1 } + merge("named", retries = 1) { 1 } + merge(listOf(1, 2)) { it }.sum() +
                merge(arrayOf(1, 2), workers = 1) { it }.sum() + merge(map) { it.value }.sum() +
                merge(sequenceOf(1, 2)) { it }.sum() + merge(flowOf(1, 2), policy = shared) { it }.sum()
        }
        val blocking by blocking {
            mergeBlocking { 1 } + mergeBlocking("named") { 1 } + mergeBlocking(listOf(1, 2)) { it }.sum() +
                mergeBlocking(arrayOf(1, 2)) { it }.sum() + mergeBlocking(map) { it.value }.sum() +
                mergeBlocking(sequenceOf(1, 2)) { it }.sum() + mergeBlocking(flowOf(1, 2)) { it }.sum() +
                mergeSuspending { 1 } + mergeSuspending("named") { 1 } + mergeSuspending(listOf(1, 2)) { it }.sum() +
                mergeSuspending(arrayOf(1, 2)) { it }.sum() + mergeSuspending(map) { it.value }.sum() +
                mergeSuspending(sequenceOf(1, 2)) { it }.sum() + mergeSuspending(flowOf(1, 2)) { it }.sum()
        }
        task(suspending, blocking) { suspending() + blocking() }
    }

    private val one: WeaveScope.() -> Task<Int> = { task { 1 } }

    private fun entries(): Int = runBlocking {
        val careful = options {
            workers = 4
            onFailure = OnFailure.CONTINUE
        }
        val background = BackgroundWeaves.withGrace(Duration.ofMinutes(1))
        val live: List<LiveWeave<Int>> = listOf(launchWeave(block = one), background.launchWeave("b", block = one))
        val values = weave(block = one) + weave("named", workers = 2, timeout = 1.minutes, block = one) +
            weave(options = careful, block = one) + weaveResult(block = one).value() + plan(block = one).run() +
            live.sumOf { it.await() }
        background.close()
        values + blockingEntries()
    }

    private fun blockingEntries(): Int = weaveResultBlocking(block = one).value() + plan(block = one).runBlocking() +
        taskScopeBlocking { start { 1 }.join() }

    private fun classes(): Int = runBlocking {
        val background = BackgroundWeaves.withGrace(Duration.ofMinutes(1))
        val live = listOf(launchWeave(Shop()), background.launchWeave(Shop()))
        val values = weave(Shop()) + weave(Shop(), only = Shop::rate) + weave(Shop(), only = Shop::prices).size +
            weaveResult(Shop()).value() + plan(Shop()).run() + live.sumOf { it.await() } + weave(Shop()) {
                override(Shop::prices, retries = 1) with { listOf(1) }
                override(Shop::rate) with { 1 }
                overrideEach(Shop::doubled, listOf(1, 2), workers = 1) with { it }
            } + weave(Shop()) {
                override<Int>("rate") with { 1 }
                overrideEach(Shop::doubled, ref(Shop::prices)) with { it }
            }
        background.close()
        values + weaveBlocking(Shop()) + weaveResultBlocking(Shop()).value()
    }

    private fun scopes(): Int = runBlocking {
        val give = taskSupplier { 1 }
        val fetch = blockingSupplier { 2 }
        taskScope {
            val a = give()
            val b = fetch(name = "b", after = listOf(a), policy = shared)
            val c = start(a, b) { x, y -> x + y }
            val d = startBlocking(c) { it + 1 }
            d.await()
        }
    }

    private fun mergesElsewhere(): String = plan {
        val suspending by task {
            mergeRemote(Far::one, 1) + mergeEachRemote(Far::one, listOf(1), workers = 1).sum() +
                mergeRemote(Far::two, 1) + mergeEachRemote(Far::two, listOf(1)).sum()
        }
        val blocking by blocking {
            mergeRemoteBlocking(Far::one, 1) + mergeEachRemoteBlocking(Far::one, listOf(1)).sum() +
                mergeRemoteBlocking(Far::two, 1) + mergeEachRemoteBlocking(Far::two, listOf(1)).sum()
        }
        task(suspending, blocking) { suspending() + blocking() }
    }.toString()

    private fun remotes(): String = plan {
        val a by remote(Far::one, given(1))
        val b by remote(Far::two, a, environment = "far")
        val c by eachRemote(Far::one, listOf(1), workers = 1)
        val d by eachRemote(Far::two, c)
        task("last", a, b, c, d) { a() + b() + c().size + d().size }
    }.tasks().joinToString { "${it.name()} ${it.runsOn()}" }

    private fun policies(): String {
        val old =
            Policy(retries = 2, timeout = 1.minutes, fallback = { 0 }, workers = 3, perMinute = 60, onCaller = true)
        val on = policy(old) {
            retries = 3
            backoff = Backoff(1.minutes)
            timeout = null
            fallback = null
            workers = null
        }
        return "$on, ${old.retries()} ${old.workers()}"
    }

    private fun facts(): String = runBlocking {
        val result: WeaveResult<Int> = weaveResult(onFailure = OnFailure.CONTINUE) {
            val bad by task<Int>(retries = 1) { throw IOException("bad") }
            task("skipped", bad) { bad() }
            val good by each(listOf(1, 2)) { it }
            task("last", good) { good().sum() }
        }
        val failure = result.failures().single()
        val timing = result.timings().getValue("bad")
        val trace = result.trace()
        val bad = trace.task("bad")
        listOf(
            failure.task(),
            failure.cause().message,
            timing.attempts().size,
            bad.how(),
            bad.attempts().map { it.number() },
            bad.failure()?.simpleType(),
            trace.task("last").inputs().map { "${it.task()} ${it.`as`()}" },
            trace.task("good").items()?.statistics()?.count(),
            trace.criticalPath().steps().isNotEmpty(),
            when (val skipped = result.outcome("skipped")) {
                is Outcome.Succeeded -> "succeeded"
                is Outcome.Failed -> "failed"
                is Outcome.Cancelled -> "cancelled"
                is Outcome.Skipped -> "skipped: ${skipped.cause().message}"
            },
        ).joinToString()
    }

    /** What this program knows of events; others may come. */
    private fun events(): String {
        val seen = ConcurrentLinkedQueue<String>()
        val listening = options {
            listener { event ->
                val known = when (event) {
                    is TraceEvent.WeaveStarted -> "started ${event.tasks()}"
                    is TraceEvent.TaskStarted -> "${event.task()} started"
                    is TraceEvent.AttemptFailed -> "${event.task()} failed once"
                    is TraceEvent.ItemEnded -> "item ${event.item()}"
                    is TraceEvent.TaskEnded -> "${event.task()} ${event.how()}"
                    is TraceEvent.WeaveEnded -> "ended ${event.how()}"
                    else -> null
                }
                if (known == null) unknown.incrementAndGet() else seen += known
            }
        }
        var calls = 0
        weaveBlocking(options = listening) {
            val flaky by task(retries = 1) { if (calls++ == 0) throw IOException("once") else 1 }
            each(listOf(1), flaky, name = "items") { it }
        }
        return seen.joinToString()
    }
}
