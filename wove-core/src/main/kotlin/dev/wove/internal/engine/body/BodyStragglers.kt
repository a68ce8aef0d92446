package dev.wove.internal.engine.body

import dev.wove.internal.clock.RunClock

/** Who is told of single bodies that are to stop. */
internal interface BodyStragglers {
    /** Says after a while that the body of [node] does not stop though it was told to, until [hasStopped]. */
    fun watch(node: EngineTask<*>, hasStopped: () -> Boolean): RunClock.Timer
}
