@file:JvmName("RespondWeave")

package dev.wove.ktor

import dev.wove.OnFailure
import dev.wove.Task
import dev.wove.WeaveOptions
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.weave
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.plugin
import io.ktor.server.response.respond
import kotlin.time.Duration

/**
 * Runs the tasks declared in [block] as [weave] does, and responds with the value of the one that it returns.
 *
 * A failure is thrown, the same instance, so that `StatusPages` sees it. When the client goes away, the weave is
 * cancelled and nothing of it goes on, if `install(HttpRequestLifecycle) { cancelCallOnClose = true }` is there;
 * without that a warning says so, once.
 *
 * @throws dev.wove.PlanException if the weave cannot work as declared; nothing has run then
 * @throws io.ktor.server.application.MissingApplicationPluginException if [Wove] is not installed
 */
public suspend inline fun <reified R : Any> ApplicationCall.respondWeave(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    noinline block: WeaveScope.() -> Task<R>,
) {
    whenClientLeaves(name)
    respond(weave(name, workers, maxBlocking, timeout, onFailure, environment, options, block))
}

/**
 * Runs the tasks declared in [block] as [weave] does, and gives the value of the one that it returns to [respond],
 * which responds. When the client goes away, the weave is cancelled as [respondWeave] without [respond] is.
 */
public suspend fun <R> ApplicationCall.respondWeave(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    respond: suspend ApplicationCall.(R) -> Unit,
    block: WeaveScope.() -> Task<R>,
) {
    whenClientLeaves(name)
    respond(weave(name, workers, maxBlocking, timeout, onFailure, environment, options, block))
}

@PublishedApi
internal fun ApplicationCall.whenClientLeaves(weave: String?): Unit =
    application.plugin(Wove).warning.checks(this, weave ?: "weave")
