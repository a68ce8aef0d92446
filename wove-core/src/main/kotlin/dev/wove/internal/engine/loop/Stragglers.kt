package dev.wove.internal.engine.loop

import dev.wove.internal.engine.body.BodyStragglers
import dev.wove.internal.engine.body.EngineTask

/** The bodies of one run that do not stop though they were told to. */
internal interface Stragglers : BodyStragglers {
    /** The tasks that run now, or the first of them. */
    fun running(): List<EngineTask<*>>

    /** All bodies were told to stop: says so, once and again, while some have not. */
    fun watchAll()

    /** The run has completed. */
    fun close()
}
