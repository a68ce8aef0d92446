package dev.wove.internal.engine

import dev.wove.TaskFailedException
import dev.wove.TaskKind
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.run.BlockingCall
import java.util.concurrent.CancellationException
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/** Calls a body once, without a policy: its value, or COROUTINE_SUSPENDED if [frame] is told later. */
internal fun WeaveRun.startBody(frame: Frame, item: Any?): Any? = when (frame.task.kind) {
    TaskKind.SUSPENDING -> {
        frame.bodyStarts()
        within(frame) { frame.task.startSuspending(item, frame) }
    }

    TaskKind.STAGE -> {
        frame.bodyStarts()
        startStage(
            this,
            frame,
            item,
            { frame.running = it },
        ) { value, failure -> frame.bodyEndedElsewhere(value, failure) }
    }

    TaskKind.BLOCKING -> {
        startBlocking(frame, item)
    }
}

/** Runs [start] with what the body may expect to find on its thread. */
internal inline fun <T> WeaveRun.within(frame: Frame, start: () -> T): T {
    val before = CurrentFrame.replace(frame)
    val installed = bodyContext?.install(frame)
    try {
        return start()
    } finally {
        if (installed != null) bodyContext!!.restore(frame, installed)
        CurrentFrame.replace(before)
    }
}

private fun WeaveRun.startBlocking(frame: Frame, item: Any?): Any? {
    if (frame.task.policy().runsOnCaller()) return callHere(this, frame, item)
    val call = BlockingBody(this, frame, item, blockingSlots)
    frame.running = call
    call.submit()
    if (end != null) call.stop()
    return COROUTINE_SUSPENDED
}

/** Calls a blocking body, without a policy, on this thread of the pool as soon as it is free; null if it has to wait. */
internal fun WeaveRun.startBlockingHere(frame: Frame, item: Any?): BlockingCall? {
    val call = BlockingBody(this, frame, item, blockingSlots)
    frame.running = call
    val next = call.orSubmit()
    if (end != null) call.stop()
    return next
}

/** [thrown] as a failure: a cancellation that nobody asked for would end the caller silently. */
internal fun failureOf(node: TaskNode<*>, thrown: Throwable): Throwable = if (thrown is CancellationException) {
    TaskFailedException(
        "Task '${node.name()}' in weave '${node.graph.name()}' threw a CancellationException though " +
            "nothing was being cancelled.\n  Throw another exception to fail the task, or return to end it.",
        thrown,
    )
} else {
    thrown
}
