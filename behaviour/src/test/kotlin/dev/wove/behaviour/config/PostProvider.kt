package dev.wove.behaviour.config

import dev.wove.environment.EnvironmentExecutor
import dev.wove.environment.EnvironmentProvider
import dev.wove.environment.EnvironmentSource

/** Offers the executor `post`, which is never opened. */
class PostProvider : EnvironmentProvider {
    override fun executors(): Set<String> = setOf("post")

    override fun settings(executor: String): Set<String> = setOf("url", "secret", "key", "api-key", "postmen")

    override fun create(executor: String, settings: Map<String, String>): EnvironmentSource {
        require("url" in settings) { "Setting url is missing." }
        return Post(settings)
    }
}

data class Post(
    val settings: Map<String, String>,
) : EnvironmentSource {
    override fun open(): EnvironmentExecutor = throw UnsupportedOperationException("never opened")
}
