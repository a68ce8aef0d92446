package dev.wove.internal.engine.remote

import dev.wove.Policy
import dev.wove.environment.EnvironmentException
import dev.wove.environment.RemoteMethod
import dev.wove.internal.engine.body.BodyCall
import dev.wove.internal.engine.body.BodyHost
import dev.wove.internal.engine.body.BodyPlace
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Sendable
import dev.wove.internal.environment.Environments
import dev.wove.internal.environment.KeyTemplates
import dev.wove.internal.graph.Place
import dev.wove.trace.WaitCause

/** Where tasks that can leave run. */
public object Places {
    /** In this process, whatever [policy] says. */
    @JvmStatic
    public fun here(task: EngineTask<*>, policy: Policy): Place = BodyPlace.of(task.kind, policy)

    @JvmStatic
    public fun of(task: EngineTask<*>, policy: Policy): Place {
        val environment = policy.environment() ?: return here(task, policy)
        // Refuses now what cannot leave.
        if (environment != Environments.LOCAL) checkKey(task, policy, (task as Sendable).method)
        return ToEnvironment(task, environment)
    }

    private fun checkKey(task: EngineTask<*>, policy: Policy, method: RemoteMethod) {
        val template = policy.delivery()?.idempotencyKey() ?: return
        KeyTemplates.checkOfTask(template, method, who(task))
    }

    internal fun who(task: EngineTask<*>) = "task '${task.name()}' in ${task.graph.title()}"
}

/** The environment that a task names, before a run finds out what that is. */
internal class ToEnvironment(
    private val task: EngineTask<*>,
    private val environment: String,
) : BodyPlace {
    override fun isChosenByRun(): Boolean = true

    override fun runsOn(): String = "environment '$environment'"

    override fun waitsAs(): WaitCause = WaitCause.DELIVERY

    override fun start(call: BodyCall): Any? = throw AssertionError("no run has chosen where $task runs")

    override fun inRun(host: BodyHost): BodyPlace {
        val who = "Task '${task.name()}' in ${host.title}"
        val open = host.environments.find(environment, who) ?: return here(who)
        if (task.policy().delivery()?.idempotencyKey() == null) {
            val template = open.declared().delivery().idempotencyKey()
            if (template != null) KeyTemplates.checkShared(template, (task as Sendable).method, Places.who(task))
        }
        return InEnvironment(open, task as Sendable)
    }

    private fun here(who: String): BodyPlace {
        val sendable = task as Sendable
        if (sendable.isContract) {
            val method = sendable.method
            throw EnvironmentException(
                "$who calls ${method.handler()} elsewhere, and nothing says where.\n" +
                    "  Configure it: Wove.configure(c -> c.environment(\"reports\", ...).route(" +
                    "${method.owner()?.simpleName ?: "..."}.class, \"reports\")), or name the environment at the task.",
            )
        }
        return BodyPlace.of(task.kind, task.policy())
    }
}
