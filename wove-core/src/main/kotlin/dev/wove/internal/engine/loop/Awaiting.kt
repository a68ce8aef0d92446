package dev.wove.internal.engine.loop

import dev.wove.Task
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.frame
import dev.wove.internal.graph.Ending
import dev.wove.internal.graph.TaskRef
import dev.wove.trace.WaitCause
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlin.coroutines.coroutineContext

/** A handle that sees to it itself that it is waited for: a call in a scope. */
internal interface Awaitable {
    suspend fun awaitHere(): Any?
}

/** Waits for [handle], which this task did not declare; see `TaskScope.await`. */
public suspend fun EngineTask<*>.awaitTask(handle: Task<*>): Any? {
    if (handle is Awaitable) return handle.awaitHere()
    val reader = this
    val target =
        generateSequence(reader.run) { it.enclosing?.task?.run }.firstNotNullOfOrNull { it.nodeOf(handle) }
            ?: throw IllegalStateException(
                "Task '${reader.name()}' in ${reader.graph.title()} awaited " +
                    "'${handle.name()}', which is a task of a weave that it is not part of.\n  Pass the value in instead.",
            )
    noteDiscovered(reader, target)
    if (!target.hasEnded()) awaitAround(reader, target)
    val state = target.state()!!
    if (state is Ending) throw state.cause
    return target.valueOf(state).also { if (handle is TaskRef<*>) handle.check(it) }
}

/** Waits until [target], which is of the run of [reader] or of one around it, has ended. */
internal suspend fun awaitAround(reader: EngineTask<*>, target: EngineTask<*>) {
    val waits = reader.weaveRun.root.waits
    val frame = coroutineContext.frame
    val lease = frame?.lease
    val since = reader.run.clock.nanoTime()
    var entered = false
    lease?.lend()
    try {
        suspendCancellableCoroutine<Unit> { continuation ->
            val wake = Resumption(continuation)
            entered = waits.enter(reader, target, wake)
            if (!entered) wake.run()
        }
    } finally {
        if (entered) waits.leave(reader, target)
        noteWait(reader, target, since, frame?.item ?: -1)
        lease?.takeBack()
    }
}

/** Takes note that the body of [reader] needs [target], which is not among its inputs. */
internal fun noteDiscovered(reader: EngineTask<*>, target: EngineTask<*>) {
    val around = generateSequence(reader) { it.run.enclosing?.task }.firstOrNull { it.run === target.run } ?: return
    if (!around.isBlock) around.record().discovered(target.index, target.name(), around.run.clock.nanoTime())
}

/** Takes note of a wait that is over. A task that waits inside a nested weave keeps those around it waiting, too. */
internal fun noteWait(reader: EngineTask<*>, target: EngineTask<*>, since: Long, item: Int) {
    val now = reader.run.clock.nanoTime()
    for (waiting in generateSequence(reader) { it.run.enclosing?.task }) {
        val isHere = waiting.run === target.run
        val on = if (isHere) target.name() else target.label()
        val sameTime = waiting.run.clock.timeline() === reader.run.clock.timeline()
        if (sameTime && !waiting.isBlock) {
            if (waiting === reader && item >= 0) {
                waiting.record().waitedUnderWay(WaitCause.INPUT, on, item, since, now)
            } else {
                waiting.record().waited(WaitCause.INPUT, on, -1, since, now)
            }
        }
        if (isHere) return
    }
}
