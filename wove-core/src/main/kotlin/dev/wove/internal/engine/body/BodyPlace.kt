package dev.wove.internal.engine.body

import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.internal.clock.RunClock
import dev.wove.internal.graph.Declaration
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Place
import dev.wove.internal.limit.Permits
import dev.wove.internal.pool.BlockingCall
import dev.wove.trace.WaitCause
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/**
 * A place where bodies run, and the one way to start them there. Which it is, is decided when a task is declared, or else
 * when its run begins; nobody else asks what kind of body a task has in order to run it.
 */
internal interface BodyPlace : Place {
    /** Whether a body begins as soon as it is started, come what may, and so at the time that is known there. */
    val beginsAtOnce: Boolean get() = false

    /** Whether what a task calls beside its bodies, its source and its fallback, may block, and so runs on the pool. */
    val mayBlockBeside: Boolean get() = false

    /** The clock by which bodies are timed here. */
    fun clock(host: BodyHost): RunClock = host.clock.forBlocking()

    /** The slots of which each body takes one here, whatever its policy says. */
    fun slots(host: BodyHost): Permits? = null

    /**
     * Starts a body: its value, or COROUTINE_SUSPENDED, and then [call] is told that it has ended, once. What is thrown is
     * the end as well: nothing may be left behind that tells another.
     */
    fun start(call: BodyCall): Any?

    /** The place that this stands for in the run of [host]; what it throws ends the run. */
    fun inRun(host: BodyHost): BodyPlace = this

    /** What a task of [graph] has declared, as it runs here; defaults were left out as long as nobody knew where that is. */
    fun declarationOf(declared: Declaration, graph: Graph): Declaration =
        declared.with(this, graph.withDefaults(declared.policy, declared.mapping != null))

    companion object {
        /** Where the bodies of this kind run in this process. */
        fun of(kind: TaskKind, policy: Policy): BodyPlace = when (kind) {
            TaskKind.SUSPENDING -> InCoroutine
            TaskKind.STAGE -> ByStage
            TaskKind.BLOCKING -> if (policy.runsOnCaller()) OnCaller else OnPool
        }
    }
}

/** In the coroutine of the caller. */
internal object InCoroutine : BodyPlace {
    override val beginsAtOnce: Boolean get() = true

    override fun runsOn(): String = "caller's context"

    override fun waitsAs(): WaitCause = WaitCause.QUEUE

    override fun clock(host: BodyHost): RunClock = host.clock

    override fun start(call: BodyCall): Any? {
        val frame = call.frame
        val job = call.newJob()
        if (job == null) {
            call.began()
            return call(call.host, frame, call.itemValue, frame)
        }
        call.running = job
        call.began()
        call.host.within(frame) { job.start { frame.task.startSuspending(call.itemValue, it) } }
        return COROUTINE_SUSPENDED
    }

    /** Calls the body, which has begun; tells [completion] if it suspends. */
    fun call(host: BodyHost, frame: Frame, item: Any?, completion: Continuation<Any?>): Any? =
        host.within(frame) { frame.task.startSuspending(item, completion) }
}

/** Wherever the stage that a body returns is completed; the body itself runs in the caller's context. */
internal object ByStage : BodyPlace {
    override val beginsAtOnce: Boolean get() = true
    override val mayBlockBeside: Boolean get() = true

    override fun runsOn(): String = "caller's context"

    override fun waitsAs(): WaitCause = WaitCause.QUEUE

    override fun start(call: BodyCall): Any? {
        call.began()
        val stage = call.host.within(call.frame) { call.frame.task.callStage(call.itemValue) }
        val body = StageBody(call, stage)
        call.running = body
        return body.valueOrSuspended()
    }
}

/** On a thread of the pool for blocking bodies. */
internal object OnPool : BodyPlace {
    override val mayBlockBeside: Boolean get() = true

    override fun runsOn(): String = "own thread"

    override fun waitsAs(): WaitCause = WaitCause.POOL

    override fun slots(host: BodyHost): Permits? = host.blockingSlots

    override fun start(call: BodyCall): Any? {
        bodyOf(call).submit()
        return COROUTINE_SUSPENDED
    }

    /** The same on a thread of the pool, which is to run the body next; null if that has to wait for a slot. */
    fun startHere(call: BodyCall): BlockingCall? = bodyOf(call).orSubmit().also { call.stopIfTold() }

    private fun bodyOf(call: BodyCall) = BlockingBody(call, call.poolSlots, pooled = true).also { call.running = it }
}

/** On the thread that runs the loop, because the task says so. */
internal object OnCaller : BodyPlace {
    override fun runsOn(): String = "caller's thread"

    override fun waitsAs(): WaitCause = WaitCause.QUEUE

    override fun start(call: BodyCall): Any? {
        val body = BlockingBody(call, null, pooled = false)
        call.running = body
        // Once the body runs, this thread cannot look any more.
        call.stopIfTold()
        try {
            return body.callHere()
        } finally {
            call.running = null
        }
    }
}
