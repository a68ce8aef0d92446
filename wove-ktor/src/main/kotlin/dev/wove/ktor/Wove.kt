@file:JvmName("WoveInApplications")

package dev.wove.ktor

import dev.wove.BackgroundWeaves
import dev.wove.config.WoveConfiguration
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCallPipeline
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.application.ApplicationStopping
import io.ktor.server.application.BaseApplicationPlugin
import io.ktor.server.application.plugin
import io.ktor.util.AttributeKey
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.withContext
import kotlin.time.toJavaDuration

/**
 * Sets up weaves for an application: a configuration of its own, of `wove.*` in its `application.yaml` or
 * `application.conf` and of what the block says, which wins; and [background weaves][backgroundWeaves] that are drained
 * when it stops.
 *
 * ```kotlin
 * install(Wove) {
 *     background { grace = 20.seconds }
 *     defaults { weave { workers = 64; timeout = 30.seconds } }
 *     policy("partner") { retries = 3 }
 *     observer(WoveMeters.of(registry))
 * }
 * ```
 *
 * ## Lifecycle
 * The configuration holds from here until the application has stopped; that of the process is left alone. Calls have
 * that of their application, also where several run in one process. Weaves that start outside of calls have that of the
 * application which was started last. Background weaves are drained when requests have ended and before
 * [ApplicationStopped], which is when to close what they use. What was lost is logged.
 *
 * @throws dev.wove.config.ConfigurationException if what is set cannot be
 */
public object Wove : BaseApplicationPlugin<Application, WoveSettings, InstalledWove> {
    override val key: AttributeKey<InstalledWove> = AttributeKey("Wove")

    override fun install(pipeline: Application, configure: WoveSettings.() -> Unit): InstalledWove {
        val keys = KeysOfApplication(pipeline.environment.config)
        var grace = keys.grace
        val configuration = WoveConfiguration.process().with { settings ->
            keys.addTo(settings)
            grace = WoveSettings(settings, grace).apply(configure).grace
        }
        val installed = InstalledWove(configuration, BackgroundWeaves.withGrace(grace.toJavaDuration()))
        val activation = configuration.activate()
        pipeline.onEnd({
            installed.background.drain()
            configuration.closeEnvironments(grace.toJavaDuration())
        }, activation::close)
        val ofCalls = OfApplication(configuration)
        pipeline.intercept(ApplicationCallPipeline.Setup) { withContext(ofCalls) { proceed() } }
        return installed
    }

    /** Events are told of all applications of a server, which makes another one when it reloads. */
    private fun Application.onEnd(stopping: () -> Unit, stopped: () -> Unit) {
        val handles = mutableListOf<DisposableHandle>()
        handles += monitor.subscribe(ApplicationStopping) { if (it === this) stopping() }
        handles += monitor.subscribe(ApplicationStopped) {
            if (it === this) {
                handles.forEach(DisposableHandle::dispose)
                stopped()
            }
        }
    }
}

/** What [Wove] has set up in an application: `application.plugin(Wove)`. */
public class InstalledWove internal constructor(
    /** The configuration of the application; to be given to weaves that start outside of its calls. */
    public val configuration: WoveConfiguration,
    /** Weaves that outlive their calls, and are drained when the application stops. */
    public val background: BackgroundWeaves,
) {
    internal val warning = ClientsThatLeave()
}

/**
 * The background weaves of this application: what is launched there outlives its call, and is drained when the
 * application stops.
 *
 * @throws io.ktor.server.application.MissingApplicationPluginException if [Wove] is not installed
 */
public val Application.backgroundWeaves: BackgroundWeaves get() = plugin(Wove).background
