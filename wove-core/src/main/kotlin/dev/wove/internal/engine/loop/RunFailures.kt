package dev.wove.internal.engine.loop

import dev.wove.TaskFailure
import dev.wove.internal.engine.body.BodyFailures
import dev.wove.internal.engine.body.EngineTask

/** The failures of one run in the order they happened. */
internal interface RunFailures : BodyFailures {
    /** Notes that [node] failed; false if that is known, because one of its items failed before. */
    fun add(node: EngineTask<*>, failure: Throwable, handled: Boolean): Boolean

    /** Takes note of a failure that is no task's. */
    fun addLoose(failure: Throwable)

    /** Attaches [others] to [thrown], of which this run is to tell. */
    fun attachOthers(thrown: Throwable, others: List<Throwable>, more: Int = 0)

    /** What the caller of the run is thrown, with notes and the other failures attached; null if it succeeded. Settled once. */
    fun settled(): Throwable?

    /** What the Job of a live run ends with: to the scope it is no failure that a task was cancelled alone. */
    fun toldToScope(): Throwable?

    /** Somebody was given [failure] as the end of [by], and so it need not be thrown where the scope ends. */
    fun observed(failure: Throwable, by: EngineTask<*>)

    /** The failures that nobody was given, in the order they happened. */
    fun unobserved(wasThrown: (Throwable) -> Boolean): List<Throwable>

    /** How many more there are than [unobserved] gives. */
    val uncounted: Int

    fun all(): List<TaskFailure>
}

/** A task of a run that may have too many failures for all to be kept: a call in a scope. */
internal interface CountedFailure {
    /** Whether its failure is known only as one of many; guarded by the failures of the run. */
    var isOnlyCounted: Boolean
}
