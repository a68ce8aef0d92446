package dev.wove.internal.engine

import dev.wove.Policy
import dev.wove.StallReport.Wait
import dev.wove.TaskKind
import dev.wove.WeaveOptions
import dev.wove.internal.clock.RunClock
import dev.wove.internal.engine.body.BodyCall
import dev.wove.internal.engine.body.BodyHost
import dev.wove.internal.engine.body.BodyPlace
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Underway
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
import dev.wove.internal.graph.Place
import dev.wove.trace.WaitCause
import kotlinx.coroutines.channels.Channel
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn

/** One that needs no runner. */
internal val POLICY: Policy = Policy.onCaller()

/** A task as a face would make it; [placed] is where its bodies run if it has a policy, null for the place of its kind. */
internal class PlacedTask(
    graph: Graph,
    index: Int,
    kind: TaskKind,
    private val placed: BodyPlace?,
    override val body: (Any?) -> Any?,
) : EngineTask<Any?>(graph, index, kind) {
    override fun copy() = PlacedTask(graph, index, kind, placed, body)

    override fun placeFor(policy: Policy): Place =
        if (policy == Policy.none() || placed == null) super.placeFor(policy) else placed

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? {
        val call: suspend () -> Any? = { body(item) }
        return call.startCoroutineUninterceptedOrReturn(completion)
    }

    override fun callBlocking(item: Any?): Any? = body(item)

    override fun callStage(item: Any?): CompletionStage<*> = body(item) as CompletionStage<*>
}

internal fun graphOf(options: WeaveOptions = WeaveOptions.none()) = Graph("placed", options, null)

internal fun Graph.task(
    name: String,
    kind: TaskKind = TaskKind.BLOCKING,
    place: BodyPlace? = null,
    inputs: List<PlacedTask> = emptyList(),
    policy: Policy = if (place == null) Policy.none() else POLICY,
    items: List<Any?>? = null,
    body: (Any?) -> Any? = { error("runs elsewhere") },
): PlacedTask {
    val task = PlacedTask(this, nextIndex(name), kind, place, body)
    val mapping = items?.let { Mapping(it, Mapping.Keeps.VALUES) }
    declare(task, name, inputs.toTypedArray(), emptyArray(), policy, mapping)
    return task
}

/** Bodies run elsewhere: each is sent there, and begins and ends when the test says so. */
internal class Elsewhere(
    private val name: String,
) : BodyPlace {
    val sent = Channel<Sent>(Channel.UNLIMITED)

    override fun runsOn(): String = "environment '$name'"

    override fun waitsAs(): WaitCause = WaitCause.LIMITER

    override fun clock(host: BodyHost): RunClock = host.clock

    override fun start(call: BodyCall): Any? {
        val body = Sent(call)
        call.running = body
        sent.trySend(body)
        return COROUTINE_SUSPENDED
    }

    inner class Sent(
        val call: BodyCall,
    ) : Underway {
        /** How often it was asked to stop. */
        @Volatile
        var stops = 0

        @Volatile
        private var hasBegun = false

        /** What answers a request to stop; by default nobody does. */
        var onStop: () -> Unit = {}

        fun begin() = apply {
            hasBegun = true
            call.began()
        }

        fun succeed(value: Any?) = call.ended(value, null)

        fun fail(failure: Throwable) = call.ended(null, failure)

        override fun stop() {
            stops++
            onStop()
        }

        override fun standing() = if (hasBegun) {
            Underway.Standing(Wait.STAGE)
        } else {
            Underway.Standing(Wait.THREAD, listOf("a worker of $name"))
        }

        override val wasToldToStop: Boolean get() = stops > 0
    }
}

/** Stands for the place that [choose] gives for a run. */
internal class ChosenByRun(
    private val choose: (BodyHost) -> BodyPlace,
) : BodyPlace {
    override fun runsOn(): String = "wherever the run says"

    override fun waitsAs(): WaitCause = WaitCause.QUEUE

    override fun isChosenByRun(): Boolean = true

    override fun inRun(host: BodyHost): BodyPlace = choose(host)

    override fun start(call: BodyCall): Any? = error("no run has chosen")
}
