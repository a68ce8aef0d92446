package dev.wove.behaviour.harness

import dev.wove.Outcome
import dev.wove.TaskInput
import dev.wove.dsl.InputScope
import dev.wove.internal.graph.TakenInput
import dev.wove.java.Inputs
import dev.wove.test.internal.TakesVirtualTime
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlin.coroutines.suspendCoroutine

/**
 * What a body can do, whatever its kind. It is written as a suspending function whose only suspension points are those of
 * this class; a blocking body blocks there, and one with a stage returns a stage there.
 */
abstract class Body {
    /** Reads a declared input. */
    operator fun <T> Ref<T>.invoke(): T = valueOf(read(this))

    /** Reads an input taken as settled. */
    @Suppress("UNCHECKED_CAST")
    fun <T> Ref<T>.outcome(): Outcome<T> = when (val outcome = readOutcome(this)) {
        is Outcome.Succeeded<*> -> Outcome.Succeeded(valueOf(outcome.value()))
        else -> outcome as Outcome<T>
    }

    /** Reads an input taken as orNull. */
    fun <T> Ref<T>.orNull(): T? = readOrNull(this)?.let { valueOf(it) }

    /** Waits until the gate is open; ends early with the exception of this kind of body when the body is told to stop. */
    abstract suspend fun Gate.pass()

    /** Waits until the body is told to stop. */
    suspend fun untilStopped(): Nothing {
        Gate().pass()
        error("not stopped")
    }

    /** Waits until the gate is open, whatever the body is told; does not hold a thread of the dispatcher. */
    open suspend fun goOnUntil(gate: Gate) {
        suspendCoroutine<Unit> { continuation -> gate.patient().whenComplete { _, _ -> continuation.resume(Unit) } }
    }

    protected abstract fun read(ref: Ref<*>): Any?

    protected abstract fun readOutcome(ref: Ref<*>): Outcome<*>

    protected abstract fun readOrNull(ref: Ref<*>): Any?
}

internal open class KotlinReads(
    private val scope: InputScope,
) {
    fun read(ref: Ref<*>): Any? = with(scope) { ref.task() }

    fun readOutcome(ref: Ref<*>): Outcome<*> = with(scope) { ref.task.outcome() }

    fun readOrNull(ref: Ref<*>): Any? = with(scope) { ref.task.orNull() }
}

/** How a body reads its inputs: through the scope of the Kotlin face or the accessor of the Java face. */
internal abstract class ReadingBody(
    private val kotlin: KotlinReads?,
    private val java: Inputs?,
    private val single: Pair<Ref<*>, Any?>? = null,
    private val arguments: Map<String, Pair<Input, Any?>>? = null,
) : Body() {
    override fun read(ref: Ref<*>): Any? = when {
        arguments != null -> argument(arguments, ref, null)
        kotlin != null -> kotlin.read(ref)
        java != null -> java.get(ref.task)
        single?.first === ref -> single.second
        else -> throw NotExpressible("a Java body without inputs has no accessor")
    }

    override fun readOutcome(ref: Ref<*>): Outcome<*> = if (arguments != null) {
        argument(arguments, ref, TakenInput.Mode.SETTLED) as Outcome<*>
    } else {
        kotlin?.readOutcome(ref) ?: java!!.outcome(ref.task)
    }

    @Suppress("UNCHECKED_CAST")
    override fun readOrNull(ref: Ref<*>): Any? = when {
        arguments != null -> argument(arguments, ref, TakenInput.Mode.OR_NULL)
        kotlin != null -> kotlin.readOrNull(ref)
        else -> java!!.orNull(ref.task as dev.wove.Task<Any>)
    }
}

internal class SuspendingBody(
    scope: InputScope?,
    arguments: Map<String, Pair<Input, Any?>>? = null,
) : ReadingBody(scope?.let(::KotlinReads), null, null, arguments) {
    override suspend fun Gate.pass() {
        val open = patient()
        suspendCancellableCoroutine<Unit> { continuation ->
            open.whenComplete { _, failure ->
                if (failure == null) continuation.resume(Unit) else continuation.resumeWithException(failure)
            }
        }
    }
}

internal class BlockingBody(
    kotlin: KotlinReads?,
    java: Inputs? = null,
    single: Pair<Ref<*>, Any?>? = null,
    arguments: Map<String, Pair<Input, Any?>>? = null,
) : ReadingBody(kotlin, java, single, arguments) {
    override suspend fun Gate.pass() {
        try {
            patient().get()
        } catch (e: ExecutionException) {
            throw e.cause!!
        }
    }

    override suspend fun goOnUntil(gate: Gate) = gate.awaitOpen()

    fun <T> call(body: suspend Body.() -> T): T {
        val completion =
            object : Continuation<T> {
                override val context get() = EmptyCoroutineContext

                override fun resumeWith(result: Result<T>) = error("a blocking body does not suspend")
            }
        val value = body.startCoroutineUninterceptedOrReturn(this, completion)
        check(value !== COROUTINE_SUSPENDED)
        @Suppress("UNCHECKED_CAST")
        return value as T
    }
}

internal class StageBody(
    java: Inputs?,
    single: Pair<Ref<*>, Any?>? = null,
    arguments: Map<String, Pair<Input, Any?>>? = null,
) : ReadingBody(null, java, single, arguments) {
    private val stop = CompletableFuture<Unit>()

    override suspend fun Gate.pass() {
        val open = patient()
        suspendCoroutine<Unit> { continuation ->
            val waiting = AtomicReference<Continuation<Unit>?>(continuation)
            open.whenComplete { _, failure ->
                waiting.getAndSet(null)?.let {
                    if (failure ==
                        null
                    ) {
                        it.resume(Unit)
                    } else {
                        it.resumeWithException(failure)
                    }
                }
            }
            stop.whenComplete { _, _ ->
                waiting.getAndSet(null)?.resumeWithException(CancellationException("the stage was cancelled"))
            }
        }
    }

    /** Like a client that stops when its future is cancelled, and completes the future when it has stopped. */
    fun <T> call(body: suspend Body.() -> T): CompletableFuture<T> {
        val stage =
            object : CompletableFuture<T>(), TakesVirtualTime {
                override fun cancel(mayInterruptIfRunning: Boolean): Boolean {
                    stop.complete(Unit)
                    return isCancelled
                }
            }
        val completion =
            object : Continuation<T> {
                override val context get() = EmptyCoroutineContext

                override fun resumeWith(result: Result<T>) {
                    result.fold({ stage.complete(it) }, { stage.completeExceptionally(it) })
                }
            }
        try {
            val value = body.startCoroutineUninterceptedOrReturn(this, completion)
            @Suppress("UNCHECKED_CAST")
            if (value !== COROUTINE_SUSPENDED) stage.complete(value as T)
        } catch (e: Throwable) {
            stage.completeExceptionally(e)
        }
        return stage
    }
}

/** What stands among the inputs of a task. */
sealed interface Input {
    val ref: Ref<*>
    val taken: TaskInput
}

/** A declared task of any kind. A task of the kind item is a mapped task over one item: its value is the list of one. */
class Ref<T>(
    val task: dev.wove.Task<*>,
    val isMapped: Boolean,
    /** Whether it is a method of a class, which only the parameters of others can take. */
    val isMethod: Boolean = false,
) : Input {
    val name: String get() = task.name()
    override val ref: Ref<*> get() = this
    override val taken: TaskInput get() = task

    @Suppress("UNCHECKED_CAST")
    fun valueOf(value: Any?): T = (if (isMapped) (value as List<*>).single() else Sent.plain(value)) as T
}

internal class Taken(
    override val ref: Ref<*>,
    override val taken: TaskInput,
) : Input

/** A case cannot be written in a cell; the message is the reason that the table prints. */
class NotExpressible(
    reason: String,
) : RuntimeException(reason)
