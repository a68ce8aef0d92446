package dev.wove.behaviour

import dev.wove.Backoff
import dev.wove.Limiter
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.Task
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.yield
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.random.Random

class CancelStressTest : FunSpec({
    val running = AtomicInteger()
    val limiter = Limiter.concurrent(2)

    suspend fun body(random: Random): Int {
        running.incrementAndGet()
        try {
            when (random.nextInt(5)) {
                0 -> yield()
                1 -> delay(1)
                2 -> error("failed")
            }
            return 1
        } finally {
            running.decrementAndGet()
        }
    }

    fun blockingBody(random: Random): Int {
        running.incrementAndGet()
        try {
            when (random.nextInt(5)) {
                0 -> Thread.sleep(1)
                1 -> error("failed")
            }
            return 1
        } finally {
            running.decrementAndGet()
        }
    }

    fun WeaveScope.declareAll(random: Random): Task<*> {
        val tasks = ArrayList<Task<Int>>()
        var last: Task<*>? = null
        repeat(2 + random.nextInt(8)) {
            val inputs = List(random.nextInt(3)) { tasks.randomOrNull(random) }
                .filterNotNull()
                .distinct()
                .map { if (random.nextBoolean()) settled(it) else it }
                .toTypedArray()
            var policy = Policy.none()
            if (random.nextInt(3) == 0) policy = policy.retries(2)
            if (random.nextInt(4) == 0) policy = policy.backoff(Backoff.constant(Duration.ofNanos(100_000)))
            if (random.nextInt(4) == 0) policy = policy.timeout(Duration.ofMillis(1))
            if (random.nextInt(5) == 0) policy = policy.deadline(Duration.ofMillis(2))
            if (random.nextInt(3) == 0) policy = policy.limit(limiter)
            val items = (1..random.nextInt(1, 20)).toList()
            val task: Task<*> =
                when (random.nextInt(6)) {
                    0, 1 -> {
                        task(*inputs, policy = policy) { body(random) }.also { tasks += it }
                    }

                    2 -> {
                        blocking(*inputs, policy = policy) { blockingBody(random) }.also { tasks += it }
                    }

                    3 -> {
                        val first = each(items, *inputs, workers = 2, policy = policy) { body(random) }
                        each(first, policy = Policy.none().maxPending(1 + random.nextInt(2))) { body(random) }
                    }

                    4 -> {
                        eachSettled(items.asFlow(), *inputs, workers = 3, policy = policy) { body(random) }
                    }

                    else -> {
                        eachBlocking(items, *inputs, workers = 3, policy = policy) { blockingBody(random) }
                    }
                }
            last = task
        }
        return last!!
    }

    val seconds = (System.getProperty("stress.seconds") ?: "1").toLong()

    for (dispatcher in listOf<CoroutineDispatcher?>(Dispatchers.Default, Dispatchers.Unconfined, null)) {
        test("weaves that are cancelled at any moment end and leave nothing behind on $dispatcher") {
            val until = System.nanoTime() + seconds * 1_000_000_000
            var seed = System.nanoTime()
            while (System.nanoTime() < until) {
                val random = Random(++seed)
                try {
                    inTime {
                        runBlocking {
                            supervisorScope {
                                val job =
                                    launch(dispatcher ?: EmptyCoroutineContext) {
                                        val onFailure = if (random.nextBoolean()) OnFailure.CONTINUE else null
                                        val workers = if (random.nextBoolean()) 2 else null
                                        try {
                                            if (random.nextBoolean()) {
                                                weave<Any?>(workers = workers, onFailure = onFailure) {
                                                    @Suppress("UNCHECKED_CAST")
                                                    declareAll(random) as Task<Any?>
                                                }
                                            } else {
                                                supervisorScope {
                                                    val live =
                                                        launchWeave<Any?>(workers = workers, onFailure = onFailure) {
                                                            @Suppress("UNCHECKED_CAST")
                                                            declareAll(random) as Task<Any?>
                                                        }
                                                    if (random.nextBoolean()) live["task-1"].cancel()
                                                    live.join()
                                                }
                                            }
                                        } catch (e: CancellationException) {
                                            throw e
                                        } catch (_: Throwable) {
                                        }
                                        running.get() shouldBe 0
                                    }
                                if (random.nextBoolean()) {
                                    repeat(random.nextInt(50)) { yield() }
                                    job.cancel()
                                }
                                job.join()
                            }
                        }
                    }
                    running.get() shouldBe 0
                    limiter.inUse() shouldBe 0
                } catch (e: Throwable) {
                    throw AssertionError("seed $seed", e)
                }
            }
        }
    }
})
