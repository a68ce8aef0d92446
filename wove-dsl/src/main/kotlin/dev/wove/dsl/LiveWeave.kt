package dev.wove.dsl

import dev.wove.Task
import dev.wove.WeaveResult
import dev.wove.internal.engine.EngineTask
import dev.wove.internal.engine.Execution
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job

/**
 * A weave under way, whose tasks can be awaited one by one. Obtained from [launchWeave]. Thread-safe.
 */
public class LiveWeave<R> internal constructor(
    private val execution: Execution<R>,
) {
    /** The job of the weave, a child of the scope it was launched in. */
    public val job: Job get() = execution.job

    /** Waits until nothing is running any more and returns the value of the weave, or throws its failure. */
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

    private fun deferred(task: EngineTask<*>): Deferred<Any?> {
        val deferred = CompletableDeferred<Any?>()
        deferred.invokeOnCompletion { cause -> if (cause is CancellationException) execution.cancelTask(task, cause) }
        execution.whenEnded(task) { value, failure ->
            if (failure == null) deferred.complete(value) else deferred.completeExceptionally(failure)
        }
        return deferred
    }

    override fun toString(): String = "LiveWeave($job)"
}
