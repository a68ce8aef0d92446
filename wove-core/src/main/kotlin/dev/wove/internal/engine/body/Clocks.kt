@file:OptIn(InternalCoroutinesApi::class, ExperimentalCoroutinesApi::class)

package dev.wove.internal.engine.body

import dev.wove.internal.clock.RunClock
import dev.wove.internal.clock.SystemClock
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Delay
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.MainCoroutineDispatcher
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestDispatcher
import java.lang.reflect.Field
import java.lang.reflect.Modifier
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume

/** A clock put into the context of a weave, as the test kit does. */
public abstract class ClockElement :
    AbstractCoroutineContextElement(ClockElement),
    RunClock {
    /** Where weaves that nobody's thread waits for run, so that this clock sees all of their work. */
    public abstract val dispatcher: CoroutineDispatcher

    override fun coroutines(): CoroutineContext = this + dispatcher

    public companion object Key : CoroutineContext.Key<ClockElement> {
        private val onThread = ThreadLocal<ClockElement?>()

        @Volatile
        private var used = false

        /** The clock for weaves that are started by a plain call on this thread, outside any body. */
        internal fun onThisThread(): ClockElement? = if (used) onThread.get() else null

        /** Sets the clock for weaves that are started by a plain call on this thread. */
        public fun setOnThisThread(clock: ClockElement) {
            used = true
            onThread.set(clock)
        }
    }
}

private val testDispatchersPresent =
    try {
        Class.forName("kotlinx.coroutines.test.TestDispatcher", false, RunClock::class.java.classLoader)
        true
    } catch (_: ClassNotFoundException) {
        false
    }

/** The clock of the caller: the one in its context, its test scheduler, or real time. */
public fun clockOf(context: CoroutineContext): RunClock = context[ClockElement]
    ?: (if (testDispatchersPresent) TestSchedulerClock.of(context) else null)
    ?: SystemClock.INSTANCE

/** The virtual time of `runTest`, where blocking bodies, which it cannot see, are timed by the real clock. */
public class TestSchedulerClock private constructor(
    private val dispatcher: TestDispatcher,
    private val context: CoroutineContext,
) : RunClock {
    override fun timeline(): Any = dispatcher.scheduler

    // One nanosecond off, because 0 means "not yet".
    override fun nanoTime(): Long = dispatcher.scheduler.currentTime * NANOS_PER_MILLI + 1

    override fun schedule(nanos: Long, action: Runnable): RunClock.Timer {
        val millis = nanos / NANOS_PER_MILLI + if (nanos % NANOS_PER_MILLI > 0) 1 else 0
        val handle = (dispatcher as Delay).invokeOnTimeout(millis, action, context)
        return RunClock.Timer { handle.dispose() }
    }

    override fun forBlocking(): RunClock = SystemClock.INSTANCE

    public companion object {
        private const val NANOS_PER_MILLI = 1_000_000L

        public fun of(context: CoroutineContext): TestSchedulerClock? =
            testDispatcherBehind(context[ContinuationInterceptor])?.let { TestSchedulerClock(it, context) }
    }
}

/** The test dispatcher by whose time `delay` waits on [dispatcher], which may be a view of it. */
private fun testDispatcherBehind(dispatcher: Any?): TestDispatcher? = when (dispatcher) {
    is TestDispatcher -> dispatcher
    is MainCoroutineDispatcher -> if (isOfTests(dispatcher)) testDispatcherOfMain() else null
    is Delay -> wrappedIn(dispatcher).firstNotNullOfOrNull(::testDispatcherBehind)
    else -> null
}

private fun isOfTests(dispatcher: Any) = dispatcher.javaClass.name.startsWith("kotlinx.coroutines.test.")

/** While Main is one for tests, dispatchers that are made without a scheduler get that of Main, and so the same one. */
private fun testDispatcherOfMain(): TestDispatcher? =
    StandardTestDispatcher().takeIf { it.scheduler === StandardTestDispatcher().scheduler }

private fun wrappedIn(dispatcher: Any): List<Any> = dispatcherFields.get(dispatcher.javaClass).mapNotNull {
    try {
        it.get(dispatcher)
    } catch (_: IllegalAccessException) {
        null
    }
}

/** Where dispatchers of a class keep others, as those of `limitedParallelism` do. */
private val dispatcherFields =
    object : ClassValue<List<Field>>() {
        override fun computeValue(type: Class<*>): List<Field> = generateSequence(type) { it.superclass }
            .flatMap { it.declaredFields.asSequence() }
            .filter { !Modifier.isStatic(it.modifiers) && CoroutineDispatcher::class.java.isAssignableFrom(it.type) }
            .filter { it.trySetAccessible() }
            .toList()
    }

/** Waits for [nanos] by this clock. */
public suspend fun RunClock.sleep(nanos: Long) {
    if (nanos <= 0) return
    suspendCancellableCoroutine { continuation ->
        val timer = schedule(nanos) { continuation.resume(Unit) }
        continuation.invokeOnCancellation { timer.cancel() }
    }
}
