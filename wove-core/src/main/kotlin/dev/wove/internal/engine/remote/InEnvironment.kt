package dev.wove.internal.engine.remote

import dev.wove.internal.engine.body.BodyCall
import dev.wove.internal.engine.body.BodyPlace
import dev.wove.internal.engine.body.Sendable
import dev.wove.internal.environment.OpenEnvironment
import dev.wove.internal.graph.Declaration
import dev.wove.internal.graph.Graph
import dev.wove.internal.run.Policies
import dev.wove.trace.WaitCause

/** Elsewhere: on a worker of an environment. */
internal class InEnvironment(
    val environment: OpenEnvironment,
    private val task: Sendable,
) : BodyPlace {
    val method get() = task.method

    override val mayBlockBeside: Boolean get() = true

    override fun runsOn(): String = environment.toString()

    override fun waitsAs(): WaitCause = WaitCause.DELIVERY

    /** With the options that the environment has where the task says nothing. */
    override fun declarationOf(declared: Declaration, graph: Graph): Declaration {
        val mapped = declared.mapping != null
        val options = Policies.ofEnvironment(environment.declared().policy(), mapped)
        return declared.with(this, graph.withDefaults(options.with(declared.policy), mapped))
    }

    override fun start(call: BodyCall): Any? {
        val body = RemoteBody(call, environment, task)
        call.running = body
        return body.start()
    }
}
