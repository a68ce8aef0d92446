@file:JvmName("Failures")

package dev.wove.internal.engine.body

import dev.wove.TaskFailedException
import dev.wove.internal.graph.TaskNode
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import java.util.concurrent.CancellationException
import kotlin.coroutines.CoroutineContext

/**
 * What the block of weave [name] has [thrown], as a failure; as it is if the caller, whose [context] this is, has been
 * cancelled.
 */
public fun blockFailure(name: String, thrown: Throwable, context: CoroutineContext): Throwable =
    if (context[Job]?.isActive == false) thrown else failureOf("The block of weave '$name'", thrown)

/** [failure] as a future can carry it, which asks for its text. */
public fun forFuture(failure: Throwable): Throwable = try {
    failure.toString()
    failure
} catch (_: Throwable) {
    TaskFailedException("A task threw a ${failure.javaClass.name}, whose text cannot be had", failure)
}

/** What [node]'s body has [thrown], as a failure. */
internal fun failureOf(node: TaskNode<*>, thrown: Throwable): Throwable =
    if (thrown is CancellationException) failureOf(nameOf(node), thrown) else comparable(node, thrown)

/** The same for what goes through the source of its items. */
internal fun failureOfSource(node: TaskNode<*>, thrown: Throwable): Throwable = if (thrown is CancellationException) {
    failureOf("The source of task '${node.name()}' in ${node.graph.title()}", thrown)
} else if (wasReadBefore(thrown)) {
    IllegalStateException(
        "The source of task '${node.name()}' in ${node.graph.title()} can be read only once, and has been read " +
            "before.\n  Make it in a task and map over that: then each run of a plan has a new one.",
        thrown,
    )
} else {
    comparable(node, thrown)
}

/** Streams, sequences and flows say so in their own words, each when it is opened. */
private fun wasReadBefore(thrown: Throwable): Boolean {
    val opener = (thrown as? IllegalStateException)?.stackTrace?.firstOrNull()?.className ?: return false
    return READ_ONCE.any(opener::startsWith)
}

/** What [who] has [thrown], as a failure: a cancellation that nobody asked for would end the caller silently. */
internal fun failureOf(who: String, thrown: Throwable): Throwable = if (thrown is CancellationException) {
    TaskFailedException(
        if (thrown is TimeoutCancellationException) {
            "$who let the exception of a withTimeout of its own escape.\n" +
                "  Use withTimeoutOrNull and say what its null means" +
                (if (who.startsWith("Task")) ", or give the task the option timeout = instead." else ".")
        } else {
            "$who threw a CancellationException though nothing was being cancelled.\n" +
                "  Throw another exception to fail ${whatOf(who)}, or return to end it."
        },
        thrown,
    )
} else {
    thrown
}

private fun whatOf(who: String) = if (who.startsWith("Task")) "the task" else "it"

private fun nameOf(node: TaskNode<*>) = "Task '${node.name()}' in ${node.graph.title()}"

/** [thrown], or a stand-in if no coroutine of the caller could end with it. */
private fun comparable(node: TaskNode<*>, thrown: Throwable): Throwable = if (isComparable(thrown)) {
    thrown
} else {
    TaskFailedException(
        "${nameOf(node)} threw a ${thrown.javaClass.name}, with which no coroutine can end, as its equals fails.\n" +
            "  Let its equals return false for what it does not know.",
        thrown,
    )
}

private fun isComparable(thrown: Throwable) = try {
    thrown == UNLIKE_ANY
    true
} catch (_: Throwable) {
    false
}

/** Whether a Job can end with [thrown]: it compares it, and where assertions are on asks for its cause. */
internal fun fitsJob(thrown: Throwable): Boolean = isComparable(thrown) &&
    try {
        thrown.cause
        true
    } catch (_: Throwable) {
        false
    }

/** What a Job ends with in place of [failure], with which it cannot: whoever waits for it would not be told. */
internal class Misfit(
    failure: Throwable,
) : RuntimeException("A body failed with a ${failure.javaClass.name}, with which no Job can end", failure)

private val READ_ONCE =
    listOf(
        "java.util.stream.AbstractPipeline",
        "kotlin.sequences.ConstrainedOnce",
        "kotlinx.coroutines.flow.ChannelAsFlow",
    )

private val UNLIKE_ANY = Throwable("unlike any other", null)
