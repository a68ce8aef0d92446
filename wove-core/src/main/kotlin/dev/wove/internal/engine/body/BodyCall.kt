package dev.wove.internal.engine.body

import dev.wove.internal.limit.Permits
import dev.wove.internal.pool.BlockingCall
import java.time.Duration
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/**
 * One call of a body: an attempt of a task or of an item. Without a policy the frame is its only call, so that none has to
 * be made for it. Whatever is to be seen of a body passes here: its start, each thread that enters it (see [within] and
 * [FrameElement]), and its end.
 */
public interface BodyCall {
    public val frame: Frame

    /** The item that the body is called with; null if the task is not mapped. */
    public val itemValue: Any?

    /** What stops the body, once there is something to stop. */
    public var running: Stoppable?

    /** Whether the body was told to stop, perhaps before there was anything to stop. */
    public val mustStop: Boolean

    /** The slots of which the pool has to take one for this call; null if there is no cap, or the call has its slot. */
    public val poolSlots: Permits? get() = frame.task.place.slots(host)

    /** How long the body may run at most, whoever stops it then; null if nobody does. */
    public fun timeLeft(): Duration? = host.timeLeft()

    /** A Job of its own for a body that is a coroutine, which tells its end; null if the Job of the frame will do. */
    public fun newJob(): BodyJob? = null

    /** The body begins. */
    public fun began()

    /** The body has ended on a thread that is not for bodies. */
    public fun ended(value: Any?, failure: Throwable?)

    /** The same on a thread of the pool for blocking bodies; returns a call that this thread is to run next, or null. */
    public fun endedOnPool(value: Any?, failure: Throwable?): BlockingCall?
}

internal val BodyCall.host: BodyHost get() = frame.task.run

/** Starts the body where its task runs: its value, or COROUTINE_SUSPENDED and the call is told later. */
internal fun BodyCall.startInPlace(): Any? {
    val value = frame.task.place.start(this)
    if (value === COROUTINE_SUSPENDED) stopIfTold()
    return value
}

/** Whoever tells bodies to stop may have found nothing to stop yet. */
internal fun BodyCall.stopIfTold() {
    if (mustStop) running?.stop()
}

/** Runs [start] with what the body of [frame] may expect to find on its thread. */
internal inline fun <T> BodyHost.within(frame: Frame, start: () -> T): T {
    val context = bodyContext
    val installed = context?.install(frame)
    val replaced = if (context == null) carried.enter() else null
    val outer = CurrentFrame.replace(frame)
    try {
        return start()
    } finally {
        CurrentFrame.replace(outer)
        if (context == null) carried.leave(replaced) else installed!!.restore(frame)
    }
}
