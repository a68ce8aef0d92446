package dev.wove.ktor

import dev.wove.config.WoveConfiguration
import dev.wove.internal.config.Active
import dev.wove.internal.config.RealConfiguration
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/** The configuration of an application, in the context of each of its calls. */
internal class OfApplication(
    configuration: WoveConfiguration,
) : AbstractCoroutineContextElement(OfApplication),
    ThreadContextElement<Active.Block?> {
    private val block = (configuration as RealConfiguration).let { Active.Block(it, it, null) }

    override fun updateThreadContext(context: CoroutineContext): Active.Block? = Active.enter(block)

    override fun restoreThreadContext(context: CoroutineContext, oldState: Active.Block?) {
        Active.enter(oldState)
    }

    override fun toString(): String = "OfApplication"

    companion object Key : CoroutineContext.Key<OfApplication>
}
