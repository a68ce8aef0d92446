package dev.wove.internal.engine.body

import dev.wove.environment.RemoteMethod

/** A task whose body is a method that can run elsewhere. */
public interface Sendable {
    public val method: RemoteMethod

    /** Whether it has no body that could run in this process. */
    public val isContract: Boolean

    /** What the method is called with in this run: values of inputs, what was given, [item]. */
    public fun arguments(item: Any?): List<Any?>
}
