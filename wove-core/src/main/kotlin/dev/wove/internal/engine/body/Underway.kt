package dev.wove.internal.engine.body

import dev.wove.StallReport.Wait
import dev.wove.internal.limit.Permits

/** Something a run has set going and can tell to stop. */
public fun interface Stoppable {
    public fun stop()
}

/** A body under way that knows how it stands, for reports. They may see it late. */
internal interface Underway : Stoppable {
    /** What it waits for; null if it cannot know. */
    fun standing(): Standing?

    /** Where its thread is, if it has one here. */
    fun at(): Array<StackTraceElement>? = null

    /** The slot that it waits for. */
    val wanted: Permits? get() = null

    /** Whether it has a slot of [some]. */
    fun holds(some: Permits): Boolean = false

    val wasToldToStop: Boolean get() = false

    class Standing(
        val wait: Wait,
        /** The names of what it waits for, as far as they are known. */
        val on: List<String> = emptyList(),
        val thread: String? = null,
        val stack: List<StackTraceElement> = emptyList(),
    )
}
