package dev.wove.test.internal

import dev.wove.config.WoveConfiguration
import dev.wove.internal.config.Active
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/** A block of a test that is configured in its own way, as an element of the context of what runs in it. */
internal class ConfiguredBlock private constructor(
    private val block: Active.Block,
) : AbstractCoroutineContextElement(ConfiguredBlock),
    ThreadContextElement<Active.Block?> {
    override fun updateThreadContext(context: CoroutineContext): Active.Block? = Active.enter(block)

    override fun restoreThreadContext(context: CoroutineContext, oldState: Active.Block?) {
        Active.enter(oldState)
    }

    fun end(): Unit = block.end()

    override fun toString(): String = "ConfiguredBlock"

    companion object Key : CoroutineContext.Key<ConfiguredBlock> {
        fun of(settings: WoveConfiguration.Builder.() -> Unit) = ConfiguredBlock(Active.block { it.settings() })
    }
}
