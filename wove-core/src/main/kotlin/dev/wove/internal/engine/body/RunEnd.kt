package dev.wove.internal.engine.body

/**
 * Why a run is cut short: the first of failure, cancellation from outside, and timeout. At most one per run; a run whose
 * tasks all ended by themselves has none. Each task keeps an [dev.wove.internal.graph.Ending] of its own.
 */
internal class RunEnd(
    val kind: Kind,
    val cause: Throwable,
) {
    enum class Kind {
        FAILURE,
        CANCELLED,
        TIMEOUT,

        /** The scope was left, and what runs is not wanted any more. */
        CLOSED,
    }
}
