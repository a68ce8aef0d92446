@file:JvmName("BlockingFunctions")

package dev.wove.dsl

import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.internal.engine.Merges
import kotlinx.coroutines.currentCoroutineContext

/**
 * Calls [body], which may block a thread, where `blocking` bodies run, and suspends until it has returned. Cancelling the
 * caller interrupts it, and waits for it.
 *
 * Inside a task it is a [merge], and takes a slot of that weave's `maxBlocking`. It works elsewhere, too.
 */
public suspend fun <R> onBlockingPool(body: () -> R): R {
    val context = currentCoroutineContext()
    if (!Merges.isInside(context)) return weave("onBlockingPool") { blocking("body") { body() } }
    return MergedTask.run<R>(context, TaskKind.BLOCKING, null, Policy.none(), null, body).valueSuspending()
}

/** Makes a suspending function of one that blocks: each call goes through [onBlockingPool]. */
public fun <R> suspending(function: () -> R): suspend () -> R = { onBlockingPool(function) }

/** Makes a suspending function of one that blocks: each call goes through [onBlockingPool]. */
public fun <A, R> suspending(function: (A) -> R): suspend (A) -> R = { a -> onBlockingPool { function(a) } }

/** Makes a suspending function of one that blocks: each call goes through [onBlockingPool]. */
public fun <A, B, R> suspending(function: (A, B) -> R): suspend (A, B) -> R =
    { a, b -> onBlockingPool { function(a, b) } }
