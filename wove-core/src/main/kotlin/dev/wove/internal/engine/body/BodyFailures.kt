package dev.wove.internal.engine.body

/** What bodies and those who call them have a run take note of when something fails. */
internal interface BodyFailures {
    /** Notes that [failure] happens now, of a body whose task is going to fail with it, if it is not tried again. */
    fun seen(failure: Throwable)

    /** The body is tried again: [failure] is not one of the run. */
    fun retried(failure: Throwable)

    /** Notes a failure that is not the first of [node] or of one of its items. */
    fun addOther(node: EngineTask<*>, item: Int, failure: Throwable)

    /** Attaches [others] to [thrown], with which the body of [frame] has failed or might have. */
    fun attachOthers(frame: Frame, thrown: Throwable, others: List<Throwable>)
}
