package dev.wove.behaviour.harness

import dev.wove.FinishedItems
import dev.wove.Outcome
import dev.wove.Task
import dev.wove.TaskFailure
import dev.wove.Weave
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.runForResult
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.java.WeaveFuture
import dev.wove.java.Wove
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import kotlin.coroutines.suspendCoroutine
import dev.wove.behaviour.attached as attachedTo
import dev.wove.behaviour.notes as notesOf
import dev.wove.java.WeaveScope as JavaScope
import io.kotest.matchers.shouldBe as shouldEqual
import io.kotest.matchers.types.shouldBeSameInstanceAs as sameInstance

/** What the bodies are. */
enum class Kind(
    val label: String,
) {
    SUSPENDING("suspending"),
    BLOCKING("blocking"),
    STAGE("stage"),
    ITEM("item"),

    /** On a worker: suspending where the caller is Kotlin's and suspends, else blocking. */
    REMOTE("remote"),
}

/** Those whose bodies run in this process. */
val localKinds: List<Kind> = Kind.entries - Kind.REMOTE

/** Why a cell has no such case if its bodies run elsewhere. */
fun notRemote(reason: String): (Cell) -> String? = { if (it.kind == Kind.REMOTE) reason else null }

const val ENOUGH_OVER_HTTP: String =
    "what comes over HTTP is taken as from memory: weave does so for suspending methods, Wove.weave for blocking ones"
const val NO_VIRTUAL_HTTP: String = "on a real network virtual time does not pass"
const val ANOTHER_INSTANCE: String = "told by the instance that was thrown, and what arrives is another one"
const val UNDECLARED: String = "an exception that a method does not declare arrives as a RemoteTaskException"
const val NOTES_THERE: String = "a weave in a body elsewhere puts its notes there"
const val KEPT_BODIES: String = "the worker of the suite keeps the bodies until the end of a test"
const val OWN_FORM: String = "the values of the suite travel in a form of their own"

/** A way to run a weave. */
enum class Face(
    val label: String,
    private val isKotlin: Boolean,
) {
    WEAVE("weave", true),
    WEAVE_BLOCKING("weaveBlocking", true),
    JAVA("Wove.weave", false),
    JAVA_ASYNC("weaveAsync", false),
    PLAN("plan", true),
    PLAN_IN_JAVA("plan>Java", true),
    PLAN_FROM_JAVA("plan<Java", false),
    CLASS("class", false),
    ;

    /** Why no case can be written with bodies of [kind], or null. */
    fun reasonAgainst(kind: Kind): String? = when {
        this == CLASS -> if (kind == Kind.REMOTE) NO_REMOTE_CLASSES else null
        isKotlin && kind == Kind.STAGE -> NO_STAGES
        !isKotlin && kind == Kind.SUSPENDING -> NO_SUSPENDING
        else -> null
    }

    /** Whether the caller waits by blocking its thread. */
    val blocksCaller: Boolean get() = this == WEAVE_BLOCKING || this == JAVA || this == PLAN_IN_JAVA
}

/**
 * One way to run a weave with one kind of bodies.
 *
 * @property overHttp whether what is remote is reached over real HTTP, signed, and not in memory
 */
data class Cell(
    val face: Face,
    val kind: Kind,
    val overHttp: Boolean = false,
) {
    override fun toString() = "${face.label}, ${kind.label}" + if (overHttp) " over HTTP" else ""

    /** Why no case can be written in it, or none is, or null. */
    val reasonAgainst: String?
        get() =
            face.reasonAgainst(kind)
                ?: if (overHttp && face !in setOf(Face.WEAVE, Face.JAVA)) ENOUGH_OVER_HTTP else null

    /** Whether the bodies block their threads. */
    val blocks: Boolean
        get() =
            when (kind) {
                Kind.BLOCKING -> true
                Kind.REMOTE -> face.blocksCaller || face.reasonAgainst(Kind.SUSPENDING) != null
                else -> false
            }

    // Of a failure that comes from a worker another instance arrives: of the same class, with the same message

    infix fun <T> T.shouldBeSameInstanceAs(expected: T): T {
        if (kind == Kind.REMOTE && this is Throwable && this !== expected) {
            this shouldBe expected
        } else {
            (this as Any?) sameInstance expected
        }
        return this
    }

    infix fun <T> T.shouldBe(expected: T): T {
        if (kind == Kind.REMOTE) {
            Elsewhere.described(this) shouldEqual Elsewhere.described(expected)
        } else {
            (this as Any?) shouldEqual expected
        }
        return this
    }

    fun Throwable.notes(): List<String?> = with(Elsewhere) { arrived(kind) }.notesOf()

    fun Throwable.attached(): List<Throwable> = with(Elsewhere) { arrived(kind) }.attachedTo()

    /** Runs a weave and returns its value or throws what it throws. */
    suspend fun <R> run(
        name: String = "w",
        options: WeaveOptions = WeaveOptions.none(),
        block: Weaving.() -> Ref<R>,
    ): R = try {
        called(name, options, block)
    } catch (e: Throwable) {
        cameBack(e)
        throw e
    }

    private suspend fun <R> called(name: String, options: WeaveOptions, block: Weaving.() -> Ref<R>): R {
        val options = here(options)
        val kept = Kept<R>()
        val kotlin: dev.wove.dsl.WeaveScope.() -> Task<Any?> =
            { kept.keep(KotlinWeaving(this, kind, blocks).block()) }
        val java = { w: JavaScope -> kept.keep(JavaWeaving(w, kind).block()) }
        val value =
            when (face) {
                Face.WEAVE -> weave(name, options = options, block = kotlin)

                Face.WEAVE_BLOCKING -> weaveBlocking(name, options = options, block = kotlin)

                Face.JAVA -> Wove.with(options).weave<Any?, RuntimeException>(name, java)

                Face.JAVA_ASYNC -> unwrapped(Wove.with(options).weaveAsync(name, java))

                Face.PLAN -> plan(name, options = options, block = kotlin).run()

                Face.PLAN_IN_JAVA -> Wove.run<Any?, RuntimeException>(plan(name, options = options, block = kotlin))

                Face.PLAN_FROM_JAVA -> Wove.with(options).plan(name, java).run()

                Face.CLASS -> ofClass(
                    block,
                    kept,
                ) { weave, given -> weave(weave, *given, name = name, options = options) }
            }
        return kept.returned.valueOf(value)
    }

    private fun cameBack(failure: Throwable) {
        if (kind == Kind.REMOTE) Elsewhere.cameBack(failure)
    }

    private fun here(options: WeaveOptions) = if (kind == Kind.REMOTE) Elsewhere.options(options) else options

    private inline fun <R, V> ofClass(
        block: Weaving.() -> Ref<R>,
        kept: Kept<R>,
        run: (Weave<Any?>, Array<Pair<String, Any?>>) -> V,
    ): V {
        val declaring = ClassDeclaring(kind)
        kept.returned = declaring.block()
        try {
            return run(declaring.weave(kept.returned), declaring.given.toList().toTypedArray())
        } finally {
            declaring.checkExpressible()
        }
    }

    private fun unwrapped(future: WeaveFuture<Any?>): Any? = try {
        future.get(Gate.PATIENCE_SECONDS * 2, TimeUnit.SECONDS)
    } catch (e: ExecutionException) {
        throw e.cause!!
    }

    /** Runs a weave and returns what became of its tasks. */
    suspend fun <R> result(
        name: String = "w",
        options: WeaveOptions = WeaveOptions.none(),
        block: Weaving.() -> Ref<R>,
    ): Ended<R> {
        val options = here(options)
        val kept = Kept<R>()
        val kotlin: dev.wove.dsl.WeaveScope.() -> Task<Any?> =
            { kept.keep(KotlinWeaving(this, kind, blocks).block()) }
        val java = { w: JavaScope -> kept.keep(JavaWeaving(w, kind).block()) }
        val result =
            when (face) {
                Face.WEAVE -> weaveResult(name, options = options, block = kotlin)

                Face.WEAVE_BLOCKING -> runBlocking { weaveResult(name, options = options, block = kotlin) }

                Face.JAVA -> Wove.with(options).weaveResult(name, java)

                Face.JAVA_ASYNC -> Wove.with(options).launchWeave(name, java).result()

                Face.PLAN -> plan(name, options = options, block = kotlin).runForResult()

                Face.PLAN_IN_JAVA -> Wove.runForResult(plan(name, options = options, block = kotlin))

                Face.PLAN_FROM_JAVA -> Wove.with(options).plan(name, java).runForResult()

                Face.CLASS -> ofClass(
                    block,
                    kept,
                ) { weave, given -> weaveResult(weave, *given, name = name, options = options) }
            }
        result.failures().forEach { cameBack(it.cause()) }
        return Ended(result, kept.returned, kind)
    }

    /** Starts a weave on another thread or coroutine; what it throws, also when planning, comes from [Running.end]. */
    fun <R> start(
        name: String = "w",
        options: WeaveOptions = WeaveOptions.none(),
        block: Weaving.() -> Ref<R>,
    ): Running<R> = when {
        face == Face.JAVA_ASYNC -> RunningFuture(name, here(options), kind, block)
        face.blocksCaller -> RunningThread { run(name, options, block) }
        else -> RunningCoroutine { run(name, options, block) }
    }
}

private class Kept<R> {
    lateinit var returned: Ref<R>

    @Suppress("UNCHECKED_CAST")
    fun keep(ref: Ref<R>): dev.wove.Task<Any?> {
        returned = ref
        return ref.task as dev.wove.Task<Any?>
    }
}

/** A result, with the values of items taken out of their lists. */
class Ended<R>(
    val result: WeaveResult<*>,
    private val returned: Ref<R>,
    private val kind: Kind,
) {
    val value: R get() = returned.valueOf(result.value())
    val failure: Throwable? get() = result.failure()
    val failures: List<TaskFailure> get() = result.failures()
    val cancelled: Set<String> get() = result.cancelled()
    val skipped: Set<String> get() = result.skipped()
    val size: Int get() = result.size()
    val names: List<String> get() = result.names()

    operator fun <T> get(ref: Ref<T>): T = ref.valueOf(result.get(ref.task))

    @Suppress("UNCHECKED_CAST")
    fun <T> items(ref: Ref<List<T>>): FinishedItems<T> = result.items(ref.task as Task<List<T>>)

    operator fun get(name: String): Any? = plain(result.get(name))

    fun outcome(name: String): Outcome<*> = result.outcome(name).let {
        if (it is Outcome.Succeeded<*>) Outcome.Succeeded(plain(it.value())) else it
    }

    fun outcome(ref: Ref<*>): Outcome<*> = result.outcome(ref.task).let {
        if (kind == Kind.REMOTE && it is Outcome.Succeeded<*>) Outcome.Succeeded(Sent.plain(it.value())) else it
    }

    fun values(): List<Any?> = result.toList().map(::plain)

    private fun plain(value: Any?) = if (kind == Kind.ITEM) (value as List<*>).single() else Sent.plain(value)
}

/** A weave under way that the test has not waited for. */
interface Running<R> {
    /** Cancels or interrupts the caller, or cancels the future. Does not wait. */
    fun cancel()

    /** Waits until the caller has got its answer, and, for a future, until nothing runs any more. */
    fun end(): Result<R>
}

private class RunningThread<R>(
    call: suspend () -> R,
) : Running<R> {
    private val ended = CompletableFuture<Result<R>>()
    private val thread =
        kotlin.concurrent.thread(name = "caller") {
            val result = runCatching { BlockingCaller.call(call) }
            ended.complete(if (Thread.interrupted()) Result.failure(Interrupted(result.exceptionOrNull())) else result)
        }

    override fun cancel() = thread.interrupt()

    override fun end(): Result<R> = ended.get(Gate.PATIENCE_SECONDS * 2, TimeUnit.SECONDS)
}

/** The thread came back with its interrupt flag set, and with [cause]. */
class Interrupted(
    cause: Throwable?,
) : RuntimeException(cause)

/** What a call that does not suspend throws on this thread, or null. */
fun catching(call: suspend () -> Any?): Throwable? = runCatching { BlockingCaller.call(call) }.exceptionOrNull()

private object BlockingCaller {
    fun <R> call(block: suspend () -> R): R = BlockingBody(null).call { block() }
}

private class RunningCoroutine<R>(
    call: suspend () -> R,
) : Running<R> {
    private val ended = CompletableFuture<Result<R>>()
    private val job: Job =
        CoroutineScope(SupervisorJob() + Dispatchers.Default).launch { ended.complete(runCatching { call() }) }

    override fun cancel() = job.cancel()

    override fun end(): Result<R> = ended.get(Gate.PATIENCE_SECONDS * 2, TimeUnit.SECONDS)
}

private class RunningFuture<R>(
    name: String,
    options: WeaveOptions,
    private val kind: Kind,
    block: Weaving.() -> Ref<R>,
) : Running<R> {
    private val kept = Kept<R>()
    private val future =
        Wove.with(options).weaveAsync(name) { w: JavaScope -> kept.keep(JavaWeaving(w, kind).block()) }

    override fun cancel() {
        future.cancel(true)
    }

    override fun end(): Result<R> {
        future.stopped().get(Gate.PATIENCE_SECONDS * 2, TimeUnit.SECONDS)
        return runCatching {
            try {
                kept.returned.valueOf(future.get(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS))
            } catch (e: ExecutionException) {
                throw e.cause!!.also { if (kind == Kind.REMOTE) Elsewhere.cameBack(it) }
            }
        }
    }
}

/** Runs a weave inside a body, in the way that suits the body, and returns its value. */
suspend fun <R> Cell.nested(name: String = "inner", block: Weaving.() -> Ref<R>): R {
    val inKotlin = face == Face.CLASS || face.reasonAgainst(Kind.STAGE) != null
    return when {
        kind == Kind.STAGE -> {
            val kept = Kept<R>()
            val future = Wove.weaveAsync(name) { w: JavaScope -> kept.keep(JavaWeaving(w, kind).block()) }
            val value =
                suspendCoroutine { continuation ->
                    future.whenComplete { value, failure -> continuation.resumeWith(resultOf(value, failure)) }
                }
            kept.returned.valueOf(value)
        }

        !inKotlin -> {
            copy(face = Face.JAVA).run(name, block = block)
        }

        blocks -> {
            copy(face = Face.WEAVE_BLOCKING).run(name, block = block)
        }

        else -> {
            copy(face = Face.WEAVE).run(name, block = block)
        }
    }
}

private fun resultOf(value: Any?, failure: Throwable?): Result<Any?> =
    if (failure == null) Result.success(value) else Result.failure(failure)

/** What the block throws; it must throw something. */
suspend fun thrownBy(block: suspend () -> Any?): Throwable {
    val value =
        try {
            block()
        } catch (e: Throwable) {
            if (e is NotExpressible) throw e
            return e
        }
    throw AssertionError("nothing was thrown, but $value returned")
}
