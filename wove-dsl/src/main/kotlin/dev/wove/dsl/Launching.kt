@file:JvmName("Launching")

package dev.wove.dsl

import dev.wove.BackgroundWeaves
import dev.wove.OnFailure
import dev.wove.Task
import dev.wove.Weave
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.config.WoveConfiguration
import dev.wove.internal.engine.Execution
import dev.wove.internal.reuse.reflect.WovenClass
import dev.wove.internal.run.RealBackgroundWeaves
import dev.wove.internal.text.SafeLog
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.launch
import kotlinx.coroutines.newCoroutineContext
import kotlinx.coroutines.withContext
import org.slf4j.LoggerFactory
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.reflect.KFunction
import kotlin.time.Duration

/**
 * Starts the tasks declared in [block] in this scope and returns at once. The weave is a child of the scope, as with
 * `async`: a failure cancels the scope, unless it is a supervisor.
 *
 * Each body gets a Job of its own. Planning errors are thrown here.
 *
 * @param onDone is told once, whatever became of the weave, when nothing of it is running any more; a cancellation is the
 *   failure of the result, too. The scope waits for it, and does not cancel it. Exceptions from it are logged.
 */
@OptIn(ExperimentalCoroutinesApi::class)
public fun <R> CoroutineScope.launchWeave(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    onDone: (suspend (WeaveResult<R>) -> Unit)? = null,
    block: WeaveScope.() -> Task<R>,
): LiveWeave<R> {
    val context = newCoroutineContext(EmptyCoroutineContext)
    return launched(name ?: "weave", options.with(workers, maxBlocking, timeout, onFailure, environment), onDone) {
        declare(name, it, context, block, live = true)
    }
}

/**
 * Starts the tasks of a [Weave] class in this scope and returns at once. The weave is a child of the scope, as with `async`: a
 * failure cancels the scope, unless it is a supervisor. Planning errors are thrown here.
 *
 * @param onDone is told once, when nothing of the weave is running any more. The scope waits for it. Exceptions from it are logged.
 */
@OptIn(ExperimentalCoroutinesApi::class)
public fun <R> CoroutineScope.launchWeave(
    weave: Weave<R>,
    vararg inputs: Pair<String, Any?>,
    only: List<KFunction<*>> = emptyList(),
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    onDone: (suspend (WeaveResult<R>) -> Unit)? = null,
    block: (ClassWeaveScope.() -> Unit)? = null,
): LiveWeave<R> {
    val context = newCoroutineContext(EmptyCoroutineContext)
    val all = options.with(workers, maxBlocking, timeout, onFailure, environment)
    return launched(name ?: WovenClass.of(weave).name, all, onDone) {
        declare<R>(weave, inputs, name, it, context, only, block, live = true)
    }
}

/**
 * Starts the tasks declared in [block] in the background and returns at once. The weave belongs to these background
 * weaves alone, and not to the coroutine or the task that launches it.
 *
 * Planning errors are thrown here. A failure is logged unless there is an [onDone].
 *
 * @param onDone is told once, whatever became of the weave, when nothing of it is running any more; a cancellation is the
 *   failure of the result, too. Exceptions from it are logged.
 * @throws IllegalStateException if these background weaves are being drained
 */
public fun <R> BackgroundWeaves.launchWeave(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    onDone: (suspend (WeaveResult<R>) -> Unit)? = null,
    block: WeaveScope.() -> Task<R>,
): LiveWeave<R> = launched(
    name ?: "weave",
    options.with(workers, maxBlocking, timeout, onFailure, environment),
    onDone,
) { all, context ->
    declare(name, all, context, block, live = true)
}

/**
 * Starts the tasks of a [Weave] class in the background and returns at once. The weave belongs to these background weaves alone.
 * Planning errors are thrown here. A failure is logged unless there is an [onDone].
 *
 * @param onDone is told once, when nothing of the weave is running any more. Exceptions from it are logged.
 * @throws IllegalStateException if these background weaves are being drained
 */
public fun <R> BackgroundWeaves.launchWeave(
    weave: Weave<R>,
    vararg inputs: Pair<String, Any?>,
    only: List<KFunction<*>> = emptyList(),
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    onDone: (suspend (WeaveResult<R>) -> Unit)? = null,
    block: (ClassWeaveScope.() -> Unit)? = null,
): LiveWeave<R> = options.with(workers, maxBlocking, timeout, onFailure, environment).let { given ->
    launched(name ?: WovenClass.of(weave).name, given, onDone) { all, context ->
        declare<R>(weave, inputs, name, all, context, only, block, live = true)
    }
}

/**
 * Starts what [declare] makes of these options, which are given what keeps events if somebody may want them. The
 * coroutine that tells [onDone] keeps the scope open, and runs even if that is cancelled.
 */
private inline fun <R> CoroutineScope.launched(
    name: String,
    options: WeaveOptions,
    noinline onDone: (suspend (WeaveResult<R>) -> Unit)?,
    declare: (WeaveOptions) -> Execution<R>,
): LiveWeave<R> {
    val traces = options.traces() || (options.config() ?: WoveConfiguration.current()).weave(name).traces()
    val log = if (traces) EventLog() else null
    val execution = declare(if (log == null) options else (options as WeaveOptions.Builder).listener(log))
    val live = LiveWeave(execution, log)
    if (onDone == null) {
        execution.runElsewhere { }
        return live
    }
    val ended = CompletableDeferred<Unit>()
    launch(execution.carried, CoroutineStart.UNDISPATCHED) {
        withContext(NonCancellable) {
            ended.join()
            tell(execution.resultAnyhow(), onDone)
        }
    }
    execution.runElsewhere { ended.complete(Unit) }
    return live
}

private inline fun <R> BackgroundWeaves.launched(
    name: String,
    options: WeaveOptions,
    noinline onDone: (suspend (WeaveResult<R>) -> Unit)?,
    declare: (WeaveOptions, CoroutineContext) -> Execution<R>,
): LiveWeave<R> {
    val entry = (this as RealBackgroundWeaves).enter(name)
    val onEnd: suspend (WeaveResult<R>) -> Unit = { result ->
        try {
            if (onDone != null) onDone(result) else result.failure()?.let(entry::failed)
        } finally {
            entry.leave()
        }
    }
    try {
        val context = Execution.backgroundContext()
        return CoroutineScope(context).launched(name, options, onEnd) { all ->
            declare(all, context).also { execution ->
                val why = "Weave '$name' was cancelled: the grace of its background weaves was over"
                entry.runs({ execution.cancel(why, null) }, execution::running)
            }
        }
    } catch (e: Throwable) {
        entry.leave()
        throw e
    }
}

private suspend fun <R> tell(result: WeaveResult<R>, onDone: suspend (WeaveResult<R>) -> Unit) {
    try {
        onDone(result)
    } catch (e: Throwable) {
        SafeLog.error(LOG, "The onDone of weave '${result.weave()}' failed; the result of the weave is not affected", e)
    }
}

private val LOG = LoggerFactory.getLogger("dev.wove")
