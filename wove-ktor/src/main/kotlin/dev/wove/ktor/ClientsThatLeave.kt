package dev.wove.ktor

import io.ktor.server.application.ApplicationCall
import io.ktor.server.http.HttpRequestCloseHandlerKey
import io.ktor.utils.io.InternalAPI
import org.slf4j.LoggerFactory
import java.util.concurrent.atomic.AtomicBoolean

/** Warns, once, of calls that go on when their clients are gone. */
internal class ClientsThatLeave {
    private val warned = AtomicBoolean()

    /** Whether calls are cancelled is set for applications or for routes; nothing but this key tells it of a call. */
    @OptIn(InternalAPI::class)
    fun checks(call: ApplicationCall, weave: String) {
        if (HttpRequestCloseHandlerKey !in call.attributes && warned.compareAndSet(false, true)) {
            LOG.warn(
                "Weave '{}' goes on when the client of its call has gone away.\n" +
                    "  install(HttpRequestLifecycle) { cancelCallOnClose = true } cancels it then.",
                weave,
            )
        }
    }

    private companion object {
        val LOG = LoggerFactory.getLogger("dev.wove")
    }
}
