@file:JvmName("KotlinConfigured")

package dev.wove.test

import dev.wove.config.WoveConfiguration
import dev.wove.test.internal.ConfiguredBlock
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.withContext

/**
 * Runs [block] with [settings] besides what is configured here; they win. What else runs in the process does not see them,
 * and so tests may run at the same time.
 *
 * ```kotlin
 * val page = configured({ task(Policy.retries(0)) }) { service.page(7) }
 * ```
 *
 * They hold for weaves that start in this block, in coroutines that it launches and in bodies of weaves in it. A weave
 * started on a thread or in a scope of the code under test has the configuration of the process. Environments that were
 * opened for it are closed at its end.
 *
 * @throws dev.wove.config.ConfigurationException if what is set cannot be
 */
public suspend fun <T> configured(
    settings: WoveConfiguration.Builder.() -> Unit,
    block: suspend CoroutineScope.() -> T,
): T {
    val configured = ConfiguredBlock.of(settings)
    // Thrown outside, because a scope that throws with assertions on throws a copy.
    try {
        return withContext(configured) { runCatching { block() } }.getOrThrow()
    } finally {
        configured.end()
    }
}

/** Runs [block], which may block the thread, with [settings]; see [configured]. */
public fun <T> configuredBlocking(settings: WoveConfiguration.Builder.() -> Unit, block: () -> T): T =
    WeaveTests.configured<T, RuntimeException>(settings) { block() }
