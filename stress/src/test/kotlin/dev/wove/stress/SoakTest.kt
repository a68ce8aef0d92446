package dev.wove.stress

import dev.wove.Limiter
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.TaskFailedException
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.dsl.launchWeave
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.internal.run.LiveCounters
import dev.wove.java.Wove
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.debug.DebugProbes
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.atomic.LongAdder
import kotlin.random.Random
import kotlin.time.Duration.Companion.microseconds
import kotlin.time.Duration.Companion.minutes
import java.time.Duration as JavaDuration

private class Wanted : RuntimeException()

@OptIn(ExperimentalCoroutinesApi::class)
class SoakTest : FunSpec({
    val weaves = Integer.getInteger("soak.weaves", 100_000)
    val became = ConcurrentHashMap<String, LongAdder>()
    val limiter = Limiter.concurrent(3)
    val limited = Policy.limit(limiter)
    val inside = AtomicLong()

    /** Fails, is late, or is on time. */
    fun chance(random: Random) {
        inside.incrementAndGet()
        try {
            if (random.nextInt(12) == 0) throw Wanted()
        } finally {
            inside.decrementAndGet()
        }
    }

    suspend fun pause(random: Random) = when (random.nextInt(30)) {
        0 -> {
            delay(1)
        }

        in 1..10 -> {
            yield()
        }

        else -> {}
    }

    fun dev.wove.dsl.WeaveScope.small(random: Random) = run {
        val a by task(policy = limited) {
            pause(random)
            chance(random)
            1
        }
        val b by blocking(a, retries = 1) {
            chance(random)
            a() + 1
        }
        val c by task(
            a,
            timeout = if (random.nextInt(10) ==
                0
            ) {
                50.microseconds
            } else {
                1.minutes
            },
            retries = random.nextInt(2),
        ) {
            pause(random)
            chance(random)
            a() + 2
        }
        val items by each(listOf(1, 2, 3), c, workers = 2, policy = limited) {
            pause(random)
            chance(random)
            it
        }
        val chained by each(items, policy = Policy.none().maxPending(1)) {
            pause(random)
            it
        }
        val nested by task(policy = limited) {
            coroutineScope {
                repeat(2) { launch { weave("inner") { task { pause(random) } } } }
            }
        }
        val sum by task(orNull(chained), settled(nested), b, retries = 1) {
            if (random.nextInt(4) == 0) nested.await()
            b() + (chained.orNull()?.size ?: 0)
        }
        sum
    }

    fun dev.wove.java.WeaveScope.small(random: Random) = run {
        val a = with(limited).task("a") { 1.also { chance(random) } }
        val b = async("b", a) { value ->
            chance(random)
            if (random.nextBoolean()) {
                CompletableFuture.completedFuture(
                    value,
                )
            } else {
                CompletableFuture.supplyAsync { value }
            }
        }
        val c = with(Policy.retries(1).timeout(JavaDuration.ofMinutes(1))).task("c", a) { value ->
            chance(random)
            value
        }
        task("d", b, c) { x, y -> x + y }
    }

    val plan = plan("plan") { small(Random(1)) }

    fun mode(random: Random) = if (random.nextInt(3) == 0) OnFailure.CONTINUE else OnFailure.CANCEL

    /** One weave through some face. */
    suspend fun through(random: Random, scope: CoroutineScope) {
        when (random.nextInt(14)) {
            0, 1 -> {
                weave(onFailure = mode(random)) { small(random) }
            }

            2 -> {
                weaveResult(onFailure = mode(random)) { small(random) }
            }

            3 -> {
                weave(timeout = 200.microseconds) { small(random) }
            }

            4 -> {
                scope.async { weave(onFailure = mode(random)) { small(random) } }.let {
                    if (random.nextBoolean()) yield()
                    it.cancelAndJoin()
                }
            }

            5 -> {
                weaveBlockingElsewhere { weaveBlocking { small(random) } }
            }

            6 -> {
                scope.launchWeave { small(random) }.let {
                    if (random.nextBoolean()) yield()
                    if (random.nextBoolean()) it.cancel()
                    it.join()
                }
            }

            7 -> {
                weaveBlockingElsewhere { Wove.weave<Int, RuntimeException>("java") { it.small(random) } }
            }

            8 -> {
                Wove.weaveAsync("java") { it.small(random) }.let {
                    if (random.nextBoolean()) it.cancel(true)
                    weaveBlockingElsewhere { it.stopped().get(1, TimeUnit.MINUTES) }
                }
            }

            9 -> {
                Wove
                    .with(WeaveOptions.workers(2).onFailure(mode(random)))
                    .launchWeave("java") { it.small(random) }
                    .let {
                        if (random.nextBoolean()) it.cancel()
                        weaveBlockingElsewhere { it.future().stopped().get(1, TimeUnit.MINUTES) }
                    }
            }

            10, 11 -> {
                // Cancelling interrupts the thread that waits for the weave.
                val ofPlan = random.nextBoolean()
                scope
                    .async {
                        runInterruptible(Dispatchers.IO) {
                            if (ofPlan) Wove.run<Int, RuntimeException>(plan) else weaveBlocking { small(random) }
                        }
                    }.let {
                        if (random.nextBoolean()) yield()
                        if (random.nextBoolean()) it.cancel()
                        it.join()
                        it.await()
                    }
            }

            12 -> {
                plan.run()
            }

            else -> {
                weave("outer", workers = 2) {
                    val nested by task { weave("inner", onFailure = mode(random)) { small(random) } }
                    task(nested) { nested() }
                }
            }
        }
    }

    /** One weave, and what became of it. */
    suspend fun one(random: Random, scope: CoroutineScope) {
        val end =
            try {
                through(random, scope)
                "with a value or a result"
            } catch (_: Wanted) {
                "with a failure"
            } catch (_: TaskTimeoutException) {
                "with a timeout"
            } catch (_: TaskFailedException) {
                "with a failure"
            } catch (_: CancellationException) {
                "cancelled"
            }
        became.computeIfAbsent(end) { LongAdder() }.increment()
    }

    suspend fun run(count: Int, seed: Long) = withContext(Dispatchers.Default) {
        val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default + Silent)
        List(4) { k ->
            launch {
                val random = Random(seed + k)
                repeat(count / 4) { one(random, scope) }
            }
        }.joinAll()
        val left = scope.coroutineContext.job.children.toList()
        left.forEach { it.join() }
        left.shouldBeEmpty()
        scope.coroutineContext[Job]!!.cancel()
    }

    fun nothingIsLeft() {
        // The thread of a body tells of its end before it counts down.
        eventually { LiveCounters.blockingBodies() == 0L }
        LiveCounters.runs() shouldBe 0
        LiveCounters.timers() shouldBe 0
        inside.get() shouldBe 0
        limiter.inUse() shouldBe 0
        liveThreads("weave/", "java/", "inner/", "outer/", "plan/").shouldBeEmpty()
    }

    test("weaves with random failures, cancellations, interrupts and timeouts leave nothing behind") {
        val started = System.nanoTime()
        val tenth = weaves / 10
        var early = 0L
        for (done in 1..10) {
            run(tenth, seed = 100L * done)
            nothingIsLeft()
            val heap = heapAfterGc()
            if (done == 1) early = heap
            println("${done * tenth} weaves in ${seconds(started)} s, live heap ${heap / 1024} KiB, ended $became")
        }
        val growth = heapAfterGc() - early
        growth shouldBeLessThan 2L * 1024 * 1024
        // Neither the pool nor the timer keeps a thread that has nothing to do.
        eventually { liveThreads("wove-").isEmpty() }
        println(
            "${10 * tenth} weaves on JDK ${Runtime.version().feature()} in ${seconds(
                started,
            )} s: no run, body, permit, timer or " +
                "thread is left; live heap grew by ${growth / 1024} KiB since the first tenth",
        )
    }

    context("some weaves under the debug probes") {
        test("leave no coroutine") {
            DebugProbes.enableCreationStackTraces = false
            DebugProbes.install()
            try {
                val before = DebugProbes.dumpCoroutinesInfo().mapNotNull { it.job }.toSet()
                run(2_000, seed = 7)
                DebugProbes.dumpCoroutinesInfo().filter { it.job !in before }.map { it.toString() }.shouldBeEmpty()
            } finally {
                DebugProbes.uninstall()
            }
        }
    }
})

/** Failures of weaves launched in a scope reach its handler. */
private val Silent = kotlinx.coroutines.CoroutineExceptionHandler { _, _ -> }

private suspend fun weaveBlockingElsewhere(block: () -> Any?) {
    withContext(Dispatchers.IO) { block() }
}

private fun seconds(since: Long) = (System.nanoTime() - since) / 1_000_000_000

private fun liveThreads(vararg prefixes: String) =
    Thread.getAllStackTraces().keys.map { it.name }.filter { name -> prefixes.any { name.startsWith(it) } }

private fun heapAfterGc(): Long {
    val runtime = Runtime.getRuntime()
    var least = Long.MAX_VALUE
    repeat(5) {
        System.gc()
        least = minOf(least, runtime.totalMemory() - runtime.freeMemory())
    }
    return least
}

private fun eventually(condition: () -> Boolean) {
    val until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30)
    while (!condition() && System.nanoTime() < until) Thread.onSpinWait()
    condition() shouldBe true
}
