package dev.wove.internal.engine.body

/** How a body has ended, or all that it stands for. */
internal class BodyEnd(
    val value: Any?,
    val failure: Throwable?,
) {
    fun valueOrThrow(): Any? = if (failure != null) throw failure else value
}
