package dev.wove.internal.engine.loop

import dev.wove.internal.clock.ClockOfEnvironments
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.remote.InEnvironment
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.atomic.AtomicBoolean

/** Chooses where the bodies of [run] run that may run elsewhere, and keeps its tasks from starting until that is there. */
internal class ChosenPlaces(
    private val run: WeaveRun,
) {
    /** Whether nobody waits any more, or ever has. */
    private val isOver = AtomicBoolean(true)

    /** Whether tasks may start at once, or none will; else they start when the environments that they need have. */
    fun mayStart(): Boolean {
        try {
            run.tasks().forEach { run.choosePlace(it) }
            val needed = run.tasks().mapNotNull { place(it) }.toList()
            if (needed.isEmpty()) return true
            start(needed)
            return false
        } catch (e: Throwable) {
            run.endBy(RunEnd.Kind.FAILURE, e)
            return true
        }
    }

    /** Null if nobody need know beforehand: of what is said to be lazy, and of a task that is only read as an outcome. */
    private fun place(node: EngineTask<*>): InEnvironment? =
        (node.place as? InEnvironment)?.takeIf { !it.environment.declared().isLazy && !node.failureIsHandled() }

    private fun start(places: List<InEnvironment>) {
        val clock = ClockOfEnvironments(run.clock)
        isOver.set(false)
        run.clock.blockingStarted()
        val all =
            places.map { place ->
                place.environment.started(clock).thenAccept { place.environment.check(it, place.method) }
            }
        CompletableFuture.allOf(*all.toTypedArray()).whenComplete { _, failure ->
            if (failure != null) run.endBy(RunEnd.Kind.FAILURE, (failure as? CompletionException)?.cause ?: failure)
            stop()
        }
    }

    /** Nothing more is waited for: what is there starts, or is skipped if the run has ended. */
    fun stop() {
        if (!isOver.compareAndSet(false, true)) return
        with(run) { if (spreads || needsDispatch()) ready.handOn() else driveHere() }
        run.clock.blockingEnded()
    }
}

/** Chooses where the bodies of [node] run. */
internal fun WeaveRun.choosePlace(node: EngineTask<*>) {
    val declaration = node.declaration ?: return
    if (declaration.place.isChosenByRun) node.declaration = node.place.inRun(this).declarationOf(declaration, graph)
}
