package dev.wove.internal.engine.body

import dev.wove.internal.observe.RunObservers
import dev.wove.trace.Ended
import kotlin.coroutines.cancellation.CancellationException

/** Has observers be around one attempt: on each thread that enters it, and when it ends. */
internal class ObservedAttempt(
    private val runner: Runner,
    private val observers: RunObservers,
    private val attempt: Layer,
) : Layer {
    private val frame = runner.frame

    override suspend fun call(): Any? {
        val observation = observers.bodyStarts(runner.run.bodyId(frame)) ?: return attempt.call()
        frame.element.observation = observation
        var failure: Throwable? = null
        try {
            return attempt.call()
        } catch (e: Throwable) {
            failure = e
            throw e
        } finally {
            frame.element.endObservation()
            observation.ended(howEnded(failure), failure)
        }
    }

    private suspend fun howEnded(failure: Throwable?) = when {
        failure == null -> Ended.SUCCEEDED
        failure is CancellationException || runner.isStopped() -> Ended.CANCELLED
        else -> Ended.FAILED
    }
}
