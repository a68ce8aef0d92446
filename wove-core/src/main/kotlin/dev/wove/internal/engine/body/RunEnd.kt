package dev.wove.internal.engine.body

/** Why a run ended before all its tasks had: the first of failure, cancellation from outside, and timeout. */
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
