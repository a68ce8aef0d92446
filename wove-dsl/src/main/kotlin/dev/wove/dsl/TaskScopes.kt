@file:JvmName("TaskScopes")

package dev.wove.dsl

import dev.wove.DelayedResult
import dev.wove.Exit
import dev.wove.OnFailure
import dev.wove.WeaveOptions
import dev.wove.internal.engine.scope.ScopeExecution
import dev.wove.internal.engine.scope.ScopedTask
import kotlinx.coroutines.Deferred
import kotlin.coroutines.coroutineContext
import kotlin.time.Duration

/**
 * Runs [block], in which calls start at once and give handles, and returns what it returns once nothing is running any more.
 *
 * ```kotlin
 * val report = taskScope {
 *     val a = fetch(1)                      // starts now
 *     val b = concat(a, fetch(2))           // starts when both are there
 *     b.await()
 * }
 * ```
 *
 * ## Failure
 * The first failure ends the scope: what runs is cancelled, and what is started later is skipped; the block itself is not
 * interrupted, but whatever it awaits throws. With [onFailure] `CONTINUE` only what takes the failed result is skipped.
 * A failure that somebody awaited is not thrown again at the end. Of the others the first is thrown, the same instance, with
 * the rest suppressed. What the block throws comes before all of them, unless a failure had ended the scope by then. Of many
 * failures that nobody takes, a scope that goes on keeps those it can show.
 *
 * ## Exit
 * When the block has returned or thrown, what still runs is waited for, or cancelled, as [exit] says.
 *
 * ## Cancellation
 * Cancelling the caller cancels every task. Blocking bodies are interrupted.
 *
 * @param name what messages, threads and coroutines call it
 * @param workers caps the bodies that run at once; the block itself is none
 * @param maxBlocking caps the blocking bodies that run at once; 256 if not given, unlimited on virtual threads
 * @param timeout bounds the whole scope; the block learns of it when it awaits
 * @throws dev.wove.NotAwaitedException if [exit] asks for it
 */
public suspend fun <R> taskScope(
    name: String? = null,
    exit: Exit = Exit.WAIT,
    onFailure: OnFailure? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: suspend LiveScope.() -> R,
): R {
    val all = options.with(workers, maxBlocking, timeout, onFailure, environment)
    val scope = ScopeExecution.inContext(name, all, exit, coroutineContext)
    return scope.use { LiveScope(scope).block() }
}

/**
 * Runs [block] on the calling thread like [taskScope], and blocks it until nothing of the scope is running any more. Bodies run
 * elsewhere, and go on whatever the block does; it waits for a call with `join()`.
 *
 * Interrupting the thread while it waits cancels the scope, which is waited for; then the thread is interrupted again.
 *
 * @throws dev.wove.NotAwaitedException if [exit] asks for it
 * @throws dev.wove.WeaveCancelledException if the thread was interrupted
 * @throws IllegalStateException in suspending code of a weave or scope, where it could deadlock
 */
public fun <R> taskScopeBlocking(
    name: String? = null,
    exit: Exit = Exit.WAIT,
    onFailure: OnFailure? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: LiveScope.() -> R,
): R {
    val scope = ScopeExecution.onThisThread(
        name,
        options.with(workers, maxBlocking, timeout, onFailure, environment),
        exit,
    )
    return scope.useBlocking { LiveScope(scope).block() }
}

/**
 * Waits until the call has completed, and returns its value or throws what it failed with, the same instance.
 *
 * While it waits, a body lends the slots that it holds.
 *
 * @throws dev.wove.TaskFailedException if the call was cancelled, though the caller was not
 * @throws dev.wove.WaitCycleException in a body that the call waits for, directly or not
 */
public suspend fun <T> DelayedResult<T>.await(): T = (this as ScopedTask<T>).awaitHere()

/**
 * The result as a Deferred. Cancelling it cancels the call. A failure is for whoever holds the Deferred, and not thrown again
 * where the scope ends.
 */
public fun <T> DelayedResult<T>.asDeferred(): Deferred<T> = (this as ScopedTask<T>).asDeferred()
