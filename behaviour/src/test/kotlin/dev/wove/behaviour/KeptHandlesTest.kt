package dev.wove.behaviour

import dev.wove.DelayedResult
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.behaviour.failure.leftBehind
import dev.wove.behaviour.failure.shouldBeCollected
import dev.wove.behaviour.harness.Cell
import dev.wove.behaviour.harness.Face
import dev.wove.behaviour.harness.KEPT_BODIES
import dev.wove.behaviour.harness.ONLY_ITEM_KINDS
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.each
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.itemKinds
import dev.wove.behaviour.harness.notRemote
import dev.wove.dsl.LiveWeave
import dev.wove.dsl.await
import dev.wove.dsl.blockingFunction
import dev.wove.dsl.launchWeave
import dev.wove.dsl.plan
import dev.wove.dsl.runForResult
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.weaveResult
import dev.wove.java.Wove
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import java.lang.ref.WeakReference
import java.util.concurrent.CompletableFuture
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

private const val ENGINE = "one place of the engine, below the faces"

/** When a run has ended, who keeps a handle of it keeps values, outcomes and records, and nothing that bodies had. */
class KeptHandlesTest : FunSpec({
    everyCell {
        case(
            "rule-9",
            "a kept result keeps nothing that bodies and listeners held",
            unless = notRemote(KEPT_BODIES),
        ) {
            val kept = ArrayList<WeaveResult<*>>()
            leftBehind { keepResult(kept) }.shouldBeCollected("what a body held")
            leftBehind { keepResultOfListened(kept) }.shouldBeCollected("what a listener held")
            for (result in kept) {
                result.names() shouldBe listOf("a", "b")
                result.toList() shouldHaveSize 2
                val b = result.trace().task("b")
                b.inputs().map { it.task() } shouldBe listOf("a")
            }
        }
    }

    everyCell(kinds = itemKinds, leftOut = ONLY_ITEM_KINDS) {
        case(
            "rule-9 rule-13",
            "a kept result keeps neither items nor where they came from",
            unless = { if (it.face == Face.CLASS) "what a class is given is to be read in the result" else null },
        ) {
            val kept = ArrayList<WeaveResult<*>>()
            leftBehind { keepResultOfItems(kept) }.shouldBeCollected("an item")
            kept.single().items("items").values() shouldBe mapOf(0 to 1, 1 to 1)
            kept.single().get("items") shouldBe listOf(1, 1)
        }
    }

    case(
        "rule-9",
        "a kept result of a failure keeps nothing that bodies and the caller's context held",
        once = ENGINE,
    ) {
        val kept = ArrayList<WeaveResult<*>>()
        leftBehind {
            val held = Held()
            withContext(held) {
                kept +=
                    weaveResult("w") {
                        val a = task("a") { yield() }
                        task<Int>("b", a, retries = 1) { throw IOException(held.toString()) }
                    }
            }
            WeakReference(held)
        }.shouldBeCollected("what a body and the context held")
        kept.single().failures().map { it.task() } shouldBe listOf("b")
        kept.single().trace().task("b").attempts() shouldHaveSize 2
    }

    case("rule-9", "a kept result of a plan that is kept has the values of its run, and its handles", once = ENGINE) {
        var n = 0
        lateinit var handle: dev.wove.Task<Int>
        val plan = plan { task { ++n }.also { handle = it } }
        val first = plan.runForResult()
        val second = plan.runForResult()
        first[handle] shouldBe 1
        second[handle] shouldBe 2
    }

    case("rule-9", "a kept live weave keeps nothing that bodies held, and tells how it ended", once = ENGINE) {
        val kept = ArrayList<LiveWeave<Int>>()
        leftBehind {
            val held = Any()
            runBlocking {
                val live =
                    launchWeave("w") {
                        val a = task("a") { 1.also { yield() } }
                        task("b", a) { a() + held.hashCode() * 0 }
                    }
                live.await() shouldBe 1
                kept += live
            }
            WeakReference(held)
        }.shouldBeCollected("what a body held")
        val live = kept.single()
        live.job.isCompleted shouldBe true
        live.job.isCancelled shouldBe false
        live.cancel()
        live.await() shouldBe 1
        live["a"].await() shouldBe 1
        live.result().names() shouldBe listOf("a", "b")
        live.stallReport().pending() shouldBe emptyList()
        live.stallReport().ended() shouldBe 2
    }

    case("rule-9", "a kept live weave that failed does so, too", once = ENGINE) {
        val kept = ArrayList<LiveWeave<Int>>()
        val failure = IOException("x")
        leftBehind {
            val held = Any()
            supervisorScope {
                val live = launchWeave<Int>("w") { task("a") { throw failure.also { held.hashCode() } } }
                live.join()
                kept += live
            }
            WeakReference(held)
        }.shouldBeCollected("what a body held")
        val live = kept.single()
        live.job.isCancelled shouldBe true
        live.result().failure() shouldBe failure
    }

    case("rule-9", "kept futures and live weaves of Java keep nothing that bodies held", once = ENGINE) {
        val kept = ArrayList<Any>()
        leftBehind {
            val held = Any()
            val future = Wove.weaveAsync<Int>("w") { w -> w.task<Int>("a") { 1 + held.hashCode() * 0 } }
            future.stopped().join()
            kept += future
            WeakReference(held)
        }.shouldBeCollected("what a body of a future held")
        leftBehind {
            val held = Any()
            val live =
                Wove.launchWeave<Int>("w") { w ->
                    w.async<Int>("a") { CompletableFuture.completedFuture(1 + held.hashCode() * 0) }
                }
            live.join() shouldBe 1
            val told = CompletableFuture<WeaveResult<Int>>()
            live.onDone { told.complete(it) }
            told.join().value() shouldBe 1
            kept += live
            WeakReference(held)
        }.shouldBeCollected("what a body of a live weave held")
        (kept[0] as dev.wove.java.WeaveFuture<*>).stallReport().pending() shouldBe emptyList()
        val live = kept[1] as dev.wove.java.LiveWeave<*>
        live.join() shouldBe 1
        live.result().get("a") shouldBe 1
        live.future("a").join() shouldBe 1
        live.future().join() shouldBe 1
    }

    case("rule-9", "kept results of calls keep nothing that their functions held", once = ENGINE) {
        val kept = ArrayList<DelayedResult<*>>()
        taskScope {
            leftBehind {
                val held = Any()
                val suspending = taskFunction { taken: Any -> 1 + (held.hashCode() + taken.hashCode()) * 0 }
                kept += suspending(Any()).also { it.await() }
                WeakReference(held)
            }.shouldBeCollected("what a function held")
            leftBehind {
                val held = Any()
                val blocking = blockingFunction { _: Any -> 1 + held.hashCode() * 0 }
                kept += blocking(held).also { it.await() }
                WeakReference(held)
            }.shouldBeCollected("what a blocking function held, and its argument")
            leftBehind {
                val held = Any()
                val fails = taskFunction<Any, Int> { _: Any -> throw IOException(held.toString()) }
                val call = fails(held, policy = Policy.retries(1))
                kept += call
                runCatching { call.await() }
                WeakReference(held)
            }.shouldBeCollected("what a function held that failed")
        }
        kept.map { it.isDone } shouldBe listOf(true, true, true)
    }
})

private class Held :
    AbstractCoroutineContextElement(Held) {
    companion object Key : CoroutineContext.Key<Held>
}

private suspend fun Cell.keepResult(kept: MutableList<WeaveResult<*>>): WeakReference<Any> {
    val held = Any()
    kept +=
        result<Int> {
            val a = task("a") { held.hashCode() * 0 }
            task("b", a) { a() + held.hashCode() * 0 }
        }.result
    return WeakReference(held)
}

private suspend fun Cell.keepResultOfListened(kept: MutableList<WeaveResult<*>>): WeakReference<Any> {
    val held = Any()
    kept +=
        result<Int>(options = WeaveOptions.listener { held.hashCode() }) {
            val a = task("a") { 1 }
            task("b", a) { a() }
        }.result
    return WeakReference(held)
}

private suspend fun Cell.keepResultOfItems(kept: MutableList<WeaveResult<*>>): WeakReference<Any> {
    val items = listOf(Any(), Any())
    kept += result { each<Any, Int>("items", items) { 1 } }.result
    return WeakReference(items[1])
}
