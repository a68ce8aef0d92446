package dev.wove.internal.engine.body

/**
 * How one body, or all that it stands for, has returned or thrown, before policies and the run have had their say. The
 * task keeps the value, or an [dev.wove.internal.graph.Ending].
 */
internal class BodyEnd(
    val value: Any?,
    val failure: Throwable?,
) {
    fun valueOrThrow(): Any? = if (failure != null) throw failure else value
}
