package dev.wove.internal.engine.loop

import dev.wove.internal.graph.Graph
import dev.wove.internal.limit.Permits
import dev.wove.internal.pool.BlockingPool

/** The cap on the blocking bodies of a run that run at once: the one that was given, or else the default. */
internal class BlockingSlots(
    given: Permits?,
    private val graph: Graph,
) {
    /** Null also if nobody has asked for a slot of the default. */
    @Volatile
    var inUse: Permits? = given
        private set

    /** Null if there is no cap: virtual threads cost next to nothing. */
    fun get(): Permits? = inUse ?: if (graph.pool().isVirtual()) null else default()

    @Synchronized
    private fun default() = inUse ?: Permits(BlockingPool.DEFAULT_MAX_BLOCKING).also { inUse = it }
}
