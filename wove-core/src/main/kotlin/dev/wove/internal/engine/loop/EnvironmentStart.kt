package dev.wove.internal.engine.loop

import dev.wove.internal.clock.ClockOfEnvironments
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.remote.InEnvironment
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.atomic.AtomicBoolean

/** Keeps [run] from starting tasks until the environments that it needs are there. */
internal class EnvironmentStart private constructor(
    private val run: WeaveRun,
    private val places: List<InEnvironment>,
) {
    private val isOver = AtomicBoolean()

    fun begin() {
        val clock = ClockOfEnvironments(run.clock)
        run.clock.blockingStarted()
        val all = places.map { place ->
            place.environment.started(clock).thenAccept { place.environment.check(it, place.method) }
        }
        CompletableFuture.allOf(*all.toTypedArray()).whenComplete { _, failure ->
            if (failure != null) run.endBy(RunEnd.Kind.FAILURE, (failure as? CompletionException)?.cause ?: failure)
            goOn()
        }
    }

    /** The run has ended, and its tasks need not wait to be skipped. */
    fun stop() = goOn()

    private fun goOn() {
        if (!isOver.compareAndSet(false, true)) return
        run.driveAfterWait()
        run.clock.blockingEnded()
    }

    companion object {
        /** Null if there is nothing to wait for. */
        fun of(run: WeaveRun): EnvironmentStart? {
            val places = run
                .tasks()
                .mapNotNull {
                    (it.place as? InEnvironment)?.takeIf { place ->
                        run.needs(it, place)
                    }
                }.toList()
            return if (places.isEmpty()) null else EnvironmentStart(run, places)
        }

        /** A task that is only read as an outcome, and what is said to be lazy, finds out by itself. */
        private fun WeaveRun.needs(node: dev.wove.internal.engine.body.EngineTask<*>, place: InEnvironment) =
            !place.environment.declared().isLazy && !node.failureIsHandled()
    }
}
