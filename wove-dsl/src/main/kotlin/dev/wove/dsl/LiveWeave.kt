package dev.wove.dsl

import dev.wove.StallReport
import dev.wove.Task
import dev.wove.WeaveResult
import dev.wove.internal.engine.Execution
import dev.wove.internal.graph.TaskNode
import dev.wove.trace.TraceEvent
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow

/**
 * A weave under way, whose tasks can be awaited one by one. Obtained from [launchWeave]. Thread-safe.
 */
public class LiveWeave<R> internal constructor(
    private val execution: Execution<R>,
    private val log: EventLog?,
) {
    /** The job of the weave, a child of the scope it was launched in. */
    public val job: Job get() = execution.job

    /**
     * The events of the weave, and of the weaves inside it, from its start on, whenever it is collected and however
     * often; see [TraceEvent]. The flow ends with the weave.
     *
     * A slow collector never keeps the weave waiting: the last 65 536 events are kept, and where some are gone that it has
     * not come to, it gets a [TraceEvent.EventsLost] with their number. It is resumed by the threads of the engine, so do
     * not collect on `Dispatchers.Unconfined`.
     *
     * @throws IllegalStateException if neither the weave nor its configuration has the option `WeaveOptions.trace()`
     */
    public val events: Flow<TraceEvent>
        get() = (log ?: throw IllegalStateException(notKept())).events

    private fun notKept() =
        "Nobody kept the events of weave '${execution.name}', as it was launched without a trace.\n" +
            "  Launch it with options = WeaveOptions.trace(), or give it a listener with WeaveOptions.listener(...)."

    /**
     * Waits until nothing is running any more and returns the value of the weave, or throws its failure.
     *
     * @throws dev.wove.TaskFailedException if there is no value because a task was cancelled alone
     */
    public suspend fun await(): R {
        join()
        return execution.valueOrThrow()
    }

    /** Waits until nothing is running any more; never throws a failure of the weave. */
    public suspend fun join() {
        job.join()
    }

    /** Waits until nothing is running any more and returns what became of each task; see [weaveResult]. */
    public suspend fun result(): WeaveResult<R> {
        join()
        return execution.result()
    }

    /** Cancels every task; [await] then throws a CancellationException. */
    public fun cancel() {
        job.cancel()
    }

    /** The value of [task], as it will be. Cancelling it cancels that task; what depends on it is skipped. */
    @Suppress("UNCHECKED_CAST")
    public operator fun <T> get(task: Task<T>): Deferred<T> = deferred(execution.task(task)) as Deferred<T>

    /**
     * The value of the task of that name, as it will be.
     *
     * @throws NoSuchElementException if there is none
     */
    public operator fun get(name: String): Deferred<Any?> = deferred(execution.task(name))

    private fun deferred(task: TaskNode<*>): Deferred<Any?> {
        val deferred = CompletableDeferred<Any?>()
        deferred.invokeOnCompletion { cause -> execution.cancelTask(task, "Deferred", cause) }
        execution.whenEnded(task) { value, failure ->
            if (failure == null) deferred.complete(value) else deferred.completeExceptionally(failure)
        }
        return deferred
    }

    /** Tells who waits for whom in the weave now, and where its bodies are; for people to find out why it does not go on. */
    public fun stallReport(): StallReport = execution.stallReport()

    override fun toString(): String = "LiveWeave($job)"
}
