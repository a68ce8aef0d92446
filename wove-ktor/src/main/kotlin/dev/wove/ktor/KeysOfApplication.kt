package dev.wove.ktor

import dev.wove.config.ConfigurationException
import dev.wove.config.WoveConfiguration
import dev.wove.internal.config.OfOthers
import io.ktor.server.config.ApplicationConfig
import io.ktor.server.config.ConfigLoader
import io.ktor.server.config.ConfigLoader.Companion.load
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** What the configuration of an application says under `wove`. */
internal class KeysOfApplication(
    private val config: ApplicationConfig,
) {
    private val files by lazy {
        FILES.mapNotNull { file -> runCatching { file to ConfigLoader.load(file) }.getOrNull() }.toMap()
    }
    private val values = config.keys().filter { it.startsWith(PREFIX) }.associateWith(::value)

    /** How long background weaves may go on. */
    val grace: Duration = values[GRACE]?.let(::duration) ?: 20.seconds

    fun addTo(settings: WoveConfiguration.Builder) {
        for ((path, value) in values) {
            if (path == GRACE) continue
            // HOCON has quotes around names with dots and stars.
            val key = path.removePrefix(PREFIX).replace("\"", "")
            // The core would pass them over.
            if (key.substringBefore('.') in OfOthers.KEYS) throw notHere(path)
            settings.settings(mapOf(key to value), origin(path))
        }
    }

    private fun value(path: String): String = try {
        config.property(path).getString()
    } catch (e: Exception) {
        // What it is depends on the kind of file
        throw ConfigurationException(
            "Setting '$path' cannot be read (${origin(path)}).\n" +
                "  It has to be one value; a name with dots is a level for each part.",
        ).apply { initCause(e) }
    }

    private fun duration(text: String): Duration =
        Duration.parseOrNull(text)?.takeIf { it >= Duration.ZERO } ?: throw ConfigurationException(
            "Setting '$GRACE' is '$text', which is not a duration, like 300ms, 5s, 1m30s or PT5S (${origin(GRACE)}).",
        )

    private fun notHere(path: String) = ConfigurationException(
        "There is no setting '$path' in Ktor (${origin(path)}).\n" +
            "  Of background weaves there is '$GRACE'; metrics and spans are observers: " +
            "install(Wove) { observer(WoveMeters.of(registry)) }.",
    )

    /** Ktor does not tell which file it is from; of those that it reads unasked, one can see which has the key. */
    private fun origin(path: String): String {
        val here = config.textOrNull(path) ?: return OF_KTOR
        // HOCON has these beside the file.
        if (System.getProperty(path) == here) return "-D$path"
        return files.entries.firstOrNull { it.value.textOrNull(path) == here }?.key ?: OF_KTOR
    }

    private fun ApplicationConfig.textOrNull(path: String): String? =
        runCatching { propertyOrNull(path)?.getString() }.getOrNull()

    private companion object {
        const val PREFIX = "wove."
        const val GRACE = "wove.background.grace"
        const val OF_KTOR = "the configuration of Ktor"
        val FILES = listOf("application.conf", "application.yaml", "application.yml")
    }
}
