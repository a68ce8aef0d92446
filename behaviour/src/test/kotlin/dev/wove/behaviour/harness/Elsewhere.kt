package dev.wove.behaviour.harness

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.environment.EnvironmentSource
import dev.wove.internal.config.Active
import dev.wove.remote.HttpDoor
import dev.wove.remote.HttpEnvironment
import dev.wove.remote.InMemoryEnvironment
import dev.wove.remote.Secret
import dev.wove.remote.WoveWorker
import io.kotest.matchers.shouldBe
import java.io.IOException
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicInteger

/** What both sides know: bodies by their number. The first input that is missing is empty. */
interface RemoteBodies {
    @Throws(
        AssertionError::class,
        IllegalArgumentException::class,
        IllegalStateException::class,
        IOException::class,
        TimeoutException::class,
        UnsupportedOperationException::class,
    )
    suspend fun suspending(body: Int, a: List<Sent>, b: List<Sent>, c: List<Sent>, d: List<Sent>): List<Sent>

    @Throws(
        AssertionError::class,
        IllegalArgumentException::class,
        IllegalStateException::class,
        IOException::class,
        TimeoutException::class,
        UnsupportedOperationException::class,
    )
    fun blocking(body: Int, a: List<Sent>, b: List<Sent>, c: List<Sent>, d: List<Sent>): List<Sent>

    @Throws(
        AssertionError::class,
        IllegalArgumentException::class,
        IllegalStateException::class,
        IOException::class,
        TimeoutException::class,
        UnsupportedOperationException::class,
    )
    suspend fun suspendingItem(item: Sent, body: Int, a: List<Sent>, b: List<Sent>): Sent

    @Throws(
        AssertionError::class,
        IllegalArgumentException::class,
        IllegalStateException::class,
        IOException::class,
        TimeoutException::class,
        UnsupportedOperationException::class,
    )
    fun blockingItem(item: Sent, body: Int, a: List<Sent>, b: List<Sent>): Sent
}

/** A body on the worker, and what its arguments are called where it was declared. */
internal class RemoteBody(
    private val inputs: List<Input>,
    private val body: suspend Body.(Any?) -> Any?,
) {
    private fun arguments(all: List<List<Sent>>) =
        inputs.indices.associate { inputs[it].ref.name to (inputs[it] to all[it]) }

    suspend fun suspending(item: Any?, vararg all: List<Sent>): Any? =
        SuspendingBody(null, arguments(all.asList())).body(item)

    fun blocking(item: Any?, vararg all: List<Sent>): Any? =
        BlockingBody(null, null, null, arguments(all.asList())).call { body(item) }
}

/** The worker in memory that runs the remote bodies of a test, behind real codecs, frames and delivery. */
internal object Elsewhere : RemoteBodies {
    private const val NAME = "there"
    private val bodies = ConcurrentHashMap<Int, RemoteBody>()
    private val last = AtomicInteger()

    /** What shows only in a body. */
    @Volatile
    private var problem: NotExpressible? = null

    /** Keeps a body for the worker and returns its number. */
    fun keep(inputs: Array<out Input>, most: Int, body: suspend Body.(Any?) -> Any?): Int {
        if (inputs.size > most) throw NotExpressible("a method that runs elsewhere has up to five parameters")
        if (inputs.any { it !is Ref<*> }) {
            throw NotExpressible(
                "a method that runs elsewhere takes values, not outcomes",
            )
        }
        return last.incrementAndGet().also { bodies[it] = RemoteBody(inputs.toList(), body) }
    }

    @Volatile
    private var overHttp = false

    private val workers = ConcurrentLinkedQueue<InMemoryEnvironment>()
    private val configured = ConcurrentHashMap<WoveConfiguration, WoveConfiguration>()

    /** Runs [test] with workers of its own, on which nothing of it runs any more in the end. */
    inline fun <R> withWorkers(overHttp: Boolean = false, test: () -> R): R {
        this.overHttp = overHttp
        try {
            val value = test()
            workers.sumOf { it.running() } shouldBe 0
            if (overHttp) leftOverHttp() shouldBe 0
            return value
        } finally {
            configured.values.forEach { it.closeEnvironments(Duration.ZERO) }
            configured.clear()
            workers.clear()
            back.clear()
            bodies.clear()
            problem?.let {
                problem = null
                throw it
            }
        }
    }

    /** With a worker to which all goes that can run elsewhere. */
    fun options(own: WeaveOptions): WeaveOptions =
        own.with(WeaveOptions.config(configured.computeIfAbsent(own.config() ?: Active.here(), ::withWorker)))

    // What the caller sees of failures

    private val back = ConcurrentLinkedQueue<Throwable>()

    /** Some weave of the test has ended with it. */
    fun cameBack(failure: Throwable) {
        back.add(failure)
    }

    /** What this failure of a body was when it arrived; itself if it did not have to travel. */
    fun Throwable.arrived(kind: Kind): Throwable {
        if (kind != Kind.REMOTE || back.any { it === this }) return this
        val all = back.flatMap { known -> generateSequence(known) { it.cause } + known.suppressed }
        return all.firstOrNull { described(it) == described(this) } ?: this
    }

    /** What two values have in common of which one may have come from a worker. */
    fun described(value: Any?): Any? = when (value) {
        is Throwable -> "${value.javaClass.name}: ${runCatching { value.message }.getOrNull()}"
        is Outcome.Succeeded<*> -> listOf("succeeded", described(value.value()))
        is Outcome.Failed<*> -> listOf("failed", described(value.cause()))
        is Outcome.Cancelled<*> -> listOf("cancelled", described(value.cause()))
        is Outcome.Skipped<*> -> listOf("skipped", described(value.cause()))
        is Sent -> described(value.value())
        is List<*> -> if (value.firstOrNull() is Sent) described(Sent.plain(value)) else value.map(::described)
        is Map<*, *> -> value.mapValues { described(it.value) }
        is Set<*> -> value.map(::described).toSet()
        is Pair<*, *> -> described(value.first) to described(value.second)
        else -> value
    }

    /** What the worker that runs the bodies of this test is called. */
    val workerName: String get() = if (overHttp) OverHttp.worker.worker() else "memory-1"

    private fun leftOverHttp(): Int = OverHttp.worker.inFlight()

    /** One worker of this process for all tests, which is reached as one of another machine is. */
    private object OverHttp {
        val secret: Secret = Secret.of("of no worth, as it never leaves this machine"::encodeToByteArray)
        private val door = HttpDoor.http(0).secret(secret)
        val worker: WoveWorker =
            WoveWorker
                .create()
                .serve(RemoteBodies::class.java, Elsewhere)
                .concurrency(1_000)
                .grace(Duration.ZERO)
                .door(door)
                .start()

        fun environment(): EnvironmentSource =
            HttpEnvironment.http("http://127.0.0.1:${door.port()}/wove/tasks").secret(secret)
    }

    private fun withWorker(own: WoveConfiguration): WoveConfiguration {
        if (overHttp) return own.with { it.environment(NAME, OverHttp.environment()).defaultEnvironment(NAME) }
        val worker = InMemoryEnvironment.inMemory().serve(RemoteBodies::class.java, this).concurrency(1_000)
        workers.add(worker)
        return own.with { it.environment(NAME, worker).defaultEnvironment(NAME) }
    }

    /** With a fallback whose value can be an argument like any other. */
    fun policy(own: Policy, sent: (Any?) -> Any? = Sent::all): Policy {
        val fallback = own.fallback() ?: return own
        return own.with(Policy.fallback { sent(fallback.valueFor(it)) })
    }

    private inline fun <R> known(call: () -> R): R = try {
        call()
    } catch (e: NotExpressible) {
        problem = e
        throw e
    }

    override suspend fun suspending(
        body: Int,
        a: List<Sent>,
        b: List<Sent>,
        c: List<Sent>,
        d: List<Sent>,
    ): List<Sent> = known { Sent.all(bodies.getValue(body).suspending(null, a, b, c, d)) }

    override fun blocking(body: Int, a: List<Sent>, b: List<Sent>, c: List<Sent>, d: List<Sent>): List<Sent> =
        known { Sent.all(bodies.getValue(body).blocking(null, a, b, c, d)) }

    override suspend fun suspendingItem(item: Sent, body: Int, a: List<Sent>, b: List<Sent>): Sent =
        known { Sent.of(bodies.getValue(body).suspending(item.value(), a, b)) }

    override fun blockingItem(item: Sent, body: Int, a: List<Sent>, b: List<Sent>): Sent =
        known { Sent.of(bodies.getValue(body).blocking(item.value(), a, b)) }
}
