package dev.wove.test.internal

import dev.wove.internal.config.Active
import dev.wove.internal.engine.body.ClockElement
import dev.wove.test.VirtualTimeTest
import dev.wove.test.virtualTime
import dev.wove.test.weaveTest
import kotlinx.coroutines.CompletableDeferred
import kotlin.concurrent.thread

/** A test of blocking code, which must not hold up the thread that moves time on. */
internal class VirtualTimeThread(
    private val test: VirtualTimeTest<*>,
) {
    private val ended = CompletableDeferred<Throwable?>()
    private val block = Active.entered()
    private lateinit var clock: VirtualClock

    fun run() {
        var failure: Throwable? = null
        weaveTest {
            clock = virtualTime as VirtualClock
            clock.blockingStarted()
            val thread = thread(name = "virtual-time", isDaemon = true, block = ::runTest)
            try {
                failure = ended.await()
            } finally {
                thread.interrupt()
            }
        }
        failure?.let { throw it }
    }

    private fun runTest() {
        ClockElement.setOnThisThread(clock)
        Active.enter(block)
        val failure =
            try {
                test.run(clock)
                null
            } catch (e: Throwable) {
                e
            }
        ended.complete(failure)
        clock.blockingEnded()
    }
}
