package dev.wove.internal.engine.remote

import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.environment.CancelMode
import dev.wove.environment.Environment
import dev.wove.environment.EnvironmentContext
import dev.wove.environment.EnvironmentExecutor
import dev.wove.environment.RemoteCall
import dev.wove.environment.RemoteEvents
import dev.wove.environment.RemoteMethod
import dev.wove.environment.RemoteRun
import dev.wove.environment.WorkerInfo
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Sendable
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
import dev.wove.internal.graph.Place
import kotlinx.coroutines.channels.Channel
import java.time.Duration
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation

internal interface Reports {
    fun render(text: String, times: Int): String
}

internal val RENDER = RemoteMethod.of(Reports::class.java, Reports::class.java.methods.single())

/** Runs that are told what becomes of them by a test. */
internal class ByHand(
    private val handlers: Set<String> = setOf(RENDER.handler()),
    private val beforeStart: (Int) -> Unit = {},
) : EnvironmentExecutor {
    class Run(
        val call: RemoteCall,
        val events: RemoteEvents,
    ) : RemoteRun {
        val cancels = Channel<CancelMode>(Channel.UNLIMITED)
        var acknowledged = 0

        override fun cancel(mode: CancelMode) {
            cancels.trySend(mode)
        }

        override fun acknowledge() {
            acknowledged++
        }

        fun starts(worker: String = "w1") {
            events.sent(100)
            events.started(worker)
        }
    }

    val runs = Channel<Run>(Channel.UNLIMITED)
    var starts = 0
    lateinit var context: EnvironmentContext
    var atOnce: ((Run) -> Unit)? = null

    override fun start(context: EnvironmentContext): WorkerInfo {
        this.context = context
        beforeStart(++starts)
        return WorkerInfo.of("w1").handlers(handlers.associateWith { emptyList() })
    }

    override fun run(call: RemoteCall, events: RemoteEvents): RemoteRun {
        val run = Run(call, events)
        atOnce?.invoke(run)
        runs.trySend(run)
        return run
    }

    override fun close(grace: Duration) = Unit
}

/** As a face would make it. */
internal class ReportTask(
    graph: Graph,
    index: Int,
    override val method: RemoteMethod,
    private val parts: List<Any?>,
) : EngineTask<Any?>(graph, index, TaskKind.BLOCKING),
    Sendable {
    override val isContract get() = true
    override val body: Any get() = method

    override fun copy() = ReportTask(graph, index, method, parts)

    override fun placeFor(policy: Policy): Place = Places.of(this, policy)

    override fun arguments(item: Any?): List<Any?> = parts.map {
        if (it is EngineTask<*>) {
            read(it)
        } else if (it === ITEM) {
            item
        } else {
            it
        }
    }

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? = throw AssertionError()

    override fun callBlocking(item: Any?): Any? = throw AssertionError()

    override fun callStage(item: Any?): CompletionStage<*> = throw AssertionError()

    companion object {
        val ITEM = Any()
    }
}

internal fun Graph.report(
    name: String,
    vararg parts: Any?,
    policy: Policy = Policy.environment("reports"),
    items: List<Any?>? = null,
): ReportTask {
    val task = ReportTask(this, nextIndex(name), RENDER, parts.toList())
    val inputs = parts.filterIsInstance<EngineTask<*>>().toTypedArray()
    declare(task, name, inputs, emptyArray(), policy, items?.let { Mapping(it, Mapping.Keeps.VALUES) })
    return task
}

/** What weaves of the test that runs are configured with. */
internal var configuration: WoveConfiguration = WoveConfiguration.of { }

internal fun graph(options: WeaveOptions = WeaveOptions.config(configuration)) = Graph("page", options, null)

internal fun configured(executor: EnvironmentExecutor, with: (Environment) -> Environment = { it }): WoveConfiguration =
    WoveConfiguration.of { it.environment("reports", with(Environment.of { executor })) }
