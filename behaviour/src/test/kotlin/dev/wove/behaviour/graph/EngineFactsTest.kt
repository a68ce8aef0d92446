package dev.wove.behaviour.graph

import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.Task
import dev.wove.behaviour.scale.onSmallStack
import dev.wove.dsl.launchWeave
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.java.Wove
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.time.Duration.Companion.minutes

private const val MANY = 100_000

class EngineFactsTest : FunSpec({
    context("a weave without policies") {
        test("creates one Job, whatever its tasks do") {
            val tasks = 50
            coroutineScope {
                val caller = coroutineContext.job
                val gate = CompletableDeferred<Pair<Int, Int>>()
                val started = AtomicInteger()
                weave("jobs") {
                    val all = (0 until tasks).map {
                        task {
                            if (started.incrementAndGet() == tasks) {
                                val jobs = caller.children.toList()
                                gate.complete(jobs.size to jobs.sumOf { job -> job.children.count() })
                            }
                            gate.await()
                        }
                    }
                    task("last", *all.toTypedArray()) { all.map { it() }.distinct() }
                } shouldBe listOf(1 to 0)
                caller.children.count() shouldBe 0
            }
        }
    }

    context("a chain of $MANY on a thread with a small stack") {
        fun chain(declare: (Task<Int>?) -> Task<Int>): Task<Int> {
            var last: Task<Int>? = null
            repeat(MANY) { last = declare(last) }
            return last!!
        }

        fun dev.wove.dsl.WeaveScope.chainOf(body: suspend (Int) -> Int) = chain { last ->
            if (last == null) task { body(0) } else task(last) { body(last()) }
        }

        test("runs bodies that return") {
            onSmallStack { runBlocking { weave { chainOf { it + 1 } } } } shouldBe MANY
        }

        test("runs bodies that suspend once") {
            onSmallStack {
                runBlocking {
                    weave {
                        chainOf {
                            yield()
                            it + 1
                        }
                    }
                }
            } shouldBe MANY
        }

        test("runs bodies that suspend once on Unconfined") {
            onSmallStack {
                runBlocking(Dispatchers.Unconfined) {
                    weave {
                        chainOf {
                            yield()
                            it + 1
                        }
                    }
                }
            } shouldBe MANY
        }

        test("runs bodies without a dispatcher") {
            onSmallStack {
                val end = CompletableFuture<Int>()
                val block: suspend () -> Int = { weave { chainOf { it + 1 } } }
                block.startCoroutine(
                    Continuation(EmptyCoroutineContext) {
                        it.fold(end::complete, end::completeExceptionally)
                    },
                )
                end.get(1, TimeUnit.MINUTES)
            } shouldBe MANY
        }

        test("runs blocking bodies on the caller's thread") {
            onSmallStack {
                Wove.weave<Int, RuntimeException>("chain") { w ->
                    val here = w.with(Policy.onCaller())
                    chain { last -> if (last == null) here.task("t0") { 1 } else next(here, last) }
                }
            } shouldBe MANY
        }

        test("runs stages that are done") {
            onSmallStack {
                weaveJava { w ->
                    chain { last ->
                        if (last == null) {
                            w.async("t0") { CompletableFuture.completedFuture(1) }
                        } else {
                            w.async(
                                "t" + last.name().drop(1).toInt().inc(),
                                last,
                            ) { CompletableFuture.completedFuture(it + 1) }
                        }
                    }
                }
            } shouldBe MANY
        }

        test("skips all of it after a failure when independent tasks go on") {
            onSmallStack {
                runBlocking {
                    weaveResult(onFailure = OnFailure.CONTINUE) { chainOf { error("no") } }
                }
            }.skipped() shouldHaveSize MANY - 1
        }

        test("runs bodies with a policy") {
            onSmallStack {
                runBlocking {
                    weave {
                        chain { last ->
                            if (last == null) task(retries = 1) { 1 } else task(last, retries = 1) { last() + 1 }
                        }
                    }
                }
            } shouldBe MANY
        }

        test("wakes tasks that await one another") {
            onSmallStack {
                runBlocking {
                    weave {
                        val all = (0 until 10_000).map { i ->
                            val next = ref<Int>("t${i + 1}")
                            task("t$i") { next.await() + 1 }
                        }
                        task("t10000") { 0 }
                        all[0]
                    }
                }
            } shouldBe 10_000
        }
    }

    context("a fan-out of $MANY and its fan-in") {
        test("runs every task and reads every input") {
            withContext(Dispatchers.Default) {
                weave {
                    val first by task { 1L }
                    val all = Array(MANY) { i -> task(first) { first() + i } }
                    val sum by task(*all) { all.sumOf { it() } }
                    sum
                }
            } shouldBe MANY.toLong() * (MANY + 1) / 2
        }
    }

    for (bodies in listOf(20, 64)) {
        context("$bodies task bodies that block on Dispatchers.IO") {
            test("all run at once") {
                val all = CountDownLatch(bodies)
                withContext(Dispatchers.IO) {
                    weave {
                        val met = Array(bodies) {
                            task {
                                all.countDown()
                                all.await(2, TimeUnit.MINUTES)
                            }
                        }
                        task("met", *met) { met.all { it() } }
                    }
                } shouldBe true
            }
        }
    }

    context("200 blocking items") {
        test("all run at once") {
            val bodies = 200
            val all = CountDownLatch(bodies)
            weave {
                val met by eachBlocking((1..bodies).toList()) {
                    all.countDown()
                    all.await(2, TimeUnit.MINUTES)
                }
                met
            }.all { it } shouldBe true
        }
    }

    context("with assertions on, an exception that could be copied") {
        // Of a type that kotlinx.coroutines knows how to copy.
        val boom = IllegalStateException("boom")

        suspend fun thrownBy(action: suspend () -> Unit): Throwable? = try {
            action()
            null
        } catch (e: IllegalStateException) {
            e
        }

        val ways = mapOf<String, suspend () -> Unit>(
            "at once" to { weave { task<Unit> { throw boom } } },
            "after a suspension" to {
                weave {
                    task<Unit> {
                        delay(1)
                        throw boom
                    }
                }
            },
            "after a hop" to
                { weave { task<Unit> { withContext(Dispatchers.Default + SupervisorJob()) {}.also { throw boom } } } },
            "in a blocking body" to { weave { blocking<Unit> { throw boom } } },
            "in an item" to {
                weave<List<Unit>> {
                    each<Int, Unit>(listOf(1, 2)) {
                        yield()
                        throw boom
                    }
                }
            },
            "in the last attempt" to {
                weave {
                    task<Unit>(retries = 2, timeout = 1.minutes) {
                        yield()
                        throw boom
                    }
                }
            },
            "in a nested weave" to {
                weave {
                    task {
                        weave {
                            task<Unit> {
                                yield()
                                throw boom
                            }
                        }
                    }
                }
            },
            "in a task that another awaits" to {
                weave {
                    val failing = ref<Unit>("failing")
                    val waiting by task { failing.await() }
                    task("failing") {
                        yield()
                        throw boom
                    }
                    waiting
                }
            },
            "in a weave that goes on" to {
                weave(onFailure = OnFailure.CONTINUE) {
                    task<Unit> {
                        yield()
                        throw boom
                    }
                }
            },
            "in the value of a result" to { weaveResult { task<Unit> { throw boom } }.value() },
            "from a plan" to { plan { task<Unit> { throw boom } }.run() },
            "from weaveBlocking" to {
                withContext(Dispatchers.IO) { runCatching { weaveBlocking { task<Unit> { throw boom } } } }.getOrThrow()
            },
            "from a live weave" to {
                CoroutineScope(SupervisorJob())
                    .launchWeave {
                        task<Unit> {
                            yield()
                            throw boom
                        }
                    }.await()
            },
            "from Wove.weave" to {
                withContext(Dispatchers.IO) {
                    runCatching { weaveJava { w -> w.task<Int>("t") { throw boom } } }
                }.getOrThrow()
            },
        )
        for ((way, action) in ways) {
            test("is thrown itself: $way") {
                javaClass.desiredAssertionStatus() shouldBe true
                thrownBy(action) shouldBeSameInstanceAs boom
            }
        }
    }
})

private fun weaveJava(block: (dev.wove.java.WeaveScope) -> Task<Int>): Int =
    Wove.weave<Int, RuntimeException>("java") { block(it) }

private fun next(w: dev.wove.java.WeaveScope, last: Task<Int>): Task<Int> =
    w.task("t" + last.name().drop(1).toInt().inc(), last) { it + 1 }
