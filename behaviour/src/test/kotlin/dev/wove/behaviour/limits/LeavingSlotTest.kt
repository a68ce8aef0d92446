package dev.wove.behaviour.limits

import dev.wove.Policy
import dev.wove.Task
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.inTime
import dev.wove.dsl.weave
import dev.wove.internal.engine.body.EngineTask
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import java.lang.management.ManagementFactory
import java.util.concurrent.CompletableFuture
import kotlin.concurrent.thread

private const val ENGINE = "one place of the engine, below the faces"

/**
 * A slot that has found no item leaves, and what comes in between finds that no slot is free. Whatever that was, the slot has
 * to look once more. `Dispatchers.Unconfined` has each thread do at once what it has caused.
 */
class LeavingSlotTest : FunSpec({
    case("rule-12", "an item that arrives while the only slot leaves is run", once = ENGINE) {
        inTime {
            lateinit var second: Task<List<Int>>
            val door = CompletableFuture<Door>()
            val arrives = CompletableDeferred<Unit>()
            val hasRun = CompletableDeferred<Unit>()
            val ended =
                onThread {
                    weave {
                        val first =
                            each(listOf(1, 2, 3)) {
                                if (it == 2) arrives.await()
                                // The end of its source would have a task look for items, too.
                                if (it == 3) hasRun.await()
                                it
                            }
                        second =
                            each(first, workers = 1) {
                                if (it == 1) door.complete(Door(second))
                                if (it == 2) hasRun.complete(Unit)
                                it
                            }
                        second
                    }
                }
            door.join().awaitLeaving()
            arrives.complete(Unit)
            door.join().open()
            ended.join() shouldBe listOf(1, 2, 3)
        }
    }

    case("rule-12", "a slot that leaves because those downstream have no room goes on when they have", once = ENGINE) {
        inTime {
            lateinit var first: Task<List<Int>>
            val door = CompletableFuture<Door>()
            val goesOn = List(2) { CompletableDeferred<Unit>() }
            val begun = Gate()
            val ended =
                onThread {
                    weave {
                        first =
                            each(listOf(1, 2, 3, 4, 5), workers = 1) {
                                if (it == 4) door.complete(Door(first))
                                it
                            }
                        each(first, policy = Policy.workers(2).maxPending(1)) {
                            if (it == 1) begun.open()
                            if (it < 3) goesOn[it - 1].await()
                            it
                        }
                    }
                }
            begun.awaitOpen()
            // The slot downstream that takes the third item makes room for the fourth, after which there is none.
            onThread { goesOn[0].complete(Unit) }
            door.join().awaitLeaving()
            goesOn[1].complete(Unit)
            door.join().open()
            ended.join() shouldBe listOf(1, 2, 3, 4, 5)
        }
    }
})

/** Keeps a slot of a mapped task from leaving, at the point where it hands in how long its items took. */
private class Door(
    mapped: Task<*>,
) {
    private val durations = (mapped as EngineTask<*>).notes()!!.itemDurations!!
    private val isHeld = Gate()
    private val opens = Gate()

    init {
        thread(isDaemon = true) {
            synchronized(durations) {
                isHeld.open()
                opens.awaitOpen()
            }
        }
        isHeld.awaitOpen()
    }

    /** Waits until a slot stands before the door. */
    fun awaitLeaving() {
        val threads = ManagementFactory.getThreadMXBean()
        val door = System.identityHashCode(durations)
        while (threads.dumpAllThreads(false, false).none { it.lockInfo?.identityHashCode == door }) Thread.yield()
    }

    fun open() = opens.open()
}

private fun <T> onThread(block: suspend () -> T): CompletableFuture<T> {
    val result = CompletableFuture<T>()
    thread(isDaemon = true) {
        result.complete(runBlocking(Dispatchers.Unconfined) { block() })
    }
    return result
}
