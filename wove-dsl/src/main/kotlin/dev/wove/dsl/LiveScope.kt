package dev.wove.dsl

import dev.wove.Argument
import dev.wove.DelayedResult
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.function.TaskFunction0
import dev.wove.function.TaskFunction1
import dev.wove.function.TaskFunction2
import dev.wove.function.TaskFunction3
import dev.wove.function.TaskFunction4
import dev.wove.function.TaskFunction5
import dev.wove.internal.engine.scope.RealArgument
import dev.wove.internal.engine.scope.RealFunction
import dev.wove.internal.engine.scope.ScopeExecution

/**
 * A scope in which calls start at once, and may be given the results of other calls as arguments. Obtained from
 * [taskScope].
 *
 * A call of a [taskFunction] starts as soon as its arguments are there; so does any other function through [start]. What
 * fails skips the calls that its result is an argument of. All of this may be used from tasks of the scope, too, and from any
 * thread, until the scope is closed.
 *
 * `name` is what messages, threads and coroutines call a task: the function's name and the number of the call if it is not
 * given. `after` are calls that have to succeed first, though their results are not taken. `policy` has the same options as
 * that of a task in a weave.
 *
 * One file, because it is one table: kinds of bodies by number of arguments.
 */
@WoveDsl
public class LiveScope internal constructor(
    private val scope: ScopeExecution,
) {
    // Calls of functions

    /** Starts a call. */
    public operator fun <R> TaskFunction0<R>.invoke(
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy)

    /** Starts a call with a value that is there. */
    public operator fun <A, R> TaskFunction1<A, R>.invoke(
        a: A,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, given(a))

    /** Starts a call with what other calls make, as soon as that is there. */
    public operator fun <A, R> TaskFunction1<A, R>.invoke(
        a: Argument<A>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, a)

    /** Starts a call with values that are there. */
    public operator fun <A, B, R> TaskFunction2<A, B, R>.invoke(
        a: A,
        b: B,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, given(a), given(b))

    /** Starts a call with what other calls make, as soon as that is there. */
    public operator fun <A, B, R> TaskFunction2<A, B, R>.invoke(
        a: Argument<A>,
        b: Argument<B>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, a, b)

    /** Starts a call with a value and with what another call makes. */
    public operator fun <A, B, R> TaskFunction2<A, B, R>.invoke(
        a: A,
        b: Argument<B>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, given(a), b)

    /** Starts a call with a value and with what another call makes. */
    public operator fun <A, B, R> TaskFunction2<A, B, R>.invoke(
        a: Argument<A>,
        b: B,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, a, given(b))

    /** Starts a call with values that are there. */
    public operator fun <A, B, C, R> TaskFunction3<A, B, C, R>.invoke(
        a: A,
        b: B,
        c: C,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, given(a), given(b), given(c))

    /** Starts a call with what other calls make; values stand among them as [given]. */
    public operator fun <A, B, C, R> TaskFunction3<A, B, C, R>.invoke(
        a: Argument<A>,
        b: Argument<B>,
        c: Argument<C>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, a, b, c)

    /** Starts a call with values that are there. */
    public operator fun <A, B, C, D, R> TaskFunction4<A, B, C, D, R>.invoke(
        a: A,
        b: B,
        c: C,
        d: D,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, given(a), given(b), given(c), given(d))

    /** Starts a call with what other calls make; values stand among them as [given]. */
    public operator fun <A, B, C, D, R> TaskFunction4<A, B, C, D, R>.invoke(
        a: Argument<A>,
        b: Argument<B>,
        c: Argument<C>,
        d: Argument<D>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, a, b, c, d)

    /** Starts a call with values that are there. */
    public operator fun <A, B, C, D, E, R> TaskFunction5<A, B, C, D, E, R>.invoke(
        a: A,
        b: B,
        c: C,
        d: D,
        e: E,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, given(a), given(b), given(c), given(d), given(e))

    /** Starts a call with what other calls make; values stand among them as [given]. */
    public operator fun <A, B, C, D, E, R> TaskFunction5<A, B, C, D, E, R>.invoke(
        a: Argument<A>,
        b: Argument<B>,
        c: Argument<C>,
        d: Argument<D>,
        e: Argument<E>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
    ): DelayedResult<R> = call(this, name, after, policy, a, b, c, d, e)

    // Calls of anything else

    /** Starts [body], which should not block a thread for long: [startBlocking] is for that. */
    public fun <R> start(
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: suspend () -> R,
    ): DelayedResult<R> = call(taskSupplier(null, body), name, after, policy)

    /** Starts [body] once its arguments are there. */
    public fun <A, R> start(
        a: Argument<A>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: suspend (A) -> R,
    ): DelayedResult<R> = call(taskFunction(null, body), name, after, policy, a)

    /** Starts [body] once its arguments are there. */
    public fun <A, B, R> start(
        a: Argument<A>,
        b: Argument<B>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: suspend (A, B) -> R,
    ): DelayedResult<R> = call(taskFunction(null, body), name, after, policy, a, b)

    /** Starts [body] once its arguments are there. */
    public fun <A, B, C, R> start(
        a: Argument<A>,
        b: Argument<B>,
        c: Argument<C>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: suspend (A, B, C) -> R,
    ): DelayedResult<R> = call(taskFunction(null, body), name, after, policy, a, b, c)

    /** Starts [body] once its arguments are there. */
    public fun <A, B, C, D, R> start(
        a: Argument<A>,
        b: Argument<B>,
        c: Argument<C>,
        d: Argument<D>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: suspend (A, B, C, D) -> R,
    ): DelayedResult<R> = call(taskFunction(null, body), name, after, policy, a, b, c, d)

    /** Starts [body] once its arguments are there. */
    public fun <A, B, C, D, E, R> start(
        a: Argument<A>,
        b: Argument<B>,
        c: Argument<C>,
        d: Argument<D>,
        e: Argument<E>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: suspend (A, B, C, D, E) -> R,
    ): DelayedResult<R> = call(taskFunction(null, body), name, after, policy, a, b, c, d, e)

    /**
     * Starts [body], which may block a thread: it runs on a virtual thread or an elastic pool, and is interrupted when it is
     * cancelled.
     */
    public fun <R> startBlocking(
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: () -> R,
    ): DelayedResult<R> = call(blockingSupplier(null, body), name, after, policy)

    /** Starts [body], which may block, once its arguments are there. */
    public fun <A, R> startBlocking(
        a: Argument<A>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: (A) -> R,
    ): DelayedResult<R> = call(blockingFunction(null, body), name, after, policy, a)

    /** Starts [body], which may block, once its arguments are there. */
    public fun <A, B, R> startBlocking(
        a: Argument<A>,
        b: Argument<B>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: (A, B) -> R,
    ): DelayedResult<R> = call(blockingFunction(null, body), name, after, policy, a, b)

    /** Starts [body], which may block, once its arguments are there. */
    public fun <A, B, C, R> startBlocking(
        a: Argument<A>,
        b: Argument<B>,
        c: Argument<C>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: (A, B, C) -> R,
    ): DelayedResult<R> = call(blockingFunction(null, body), name, after, policy, a, b, c)

    /** Starts [body], which may block, once its arguments are there. */
    public fun <A, B, C, D, R> startBlocking(
        a: Argument<A>,
        b: Argument<B>,
        c: Argument<C>,
        d: Argument<D>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: (A, B, C, D) -> R,
    ): DelayedResult<R> = call(blockingFunction(null, body), name, after, policy, a, b, c, d)

    /** Starts [body], which may block, once its arguments are there. */
    public fun <A, B, C, D, E, R> startBlocking(
        a: Argument<A>,
        b: Argument<B>,
        c: Argument<C>,
        d: Argument<D>,
        e: Argument<E>,
        name: String? = null,
        after: List<DelayedResult<*>> = emptyList(),
        policy: Policy? = null,
        body: (A, B, C, D, E) -> R,
    ): DelayedResult<R> = call(blockingFunction(null, body), name, after, policy, a, b, c, d, e)

    // Arguments

    /** A value that is there, among arguments that are not. */
    public fun <T> given(value: T): Argument<T> = RealArgument.given(value)

    /**
     * How [result] ends, as data. Its failure is then not thrown where the scope ends.
     *
     * @throws IllegalStateException if the scope does not go on after failures: it would not get round to the call
     */
    public fun <T> settled(result: DelayedResult<T>): Argument<Outcome<T>> = RealArgument.settled(result)

    /** The value of [result], or null if it has none; see [settled]. */
    public fun <T> orNull(result: DelayedResult<T>): Argument<T?> = RealArgument.orNull(result)

    /** The values of all of [arguments], in that order. */
    public fun <T> all(arguments: Iterable<Argument<out T>>): Argument<List<T>> = RealArgument.all(arguments)

    @Suppress("UNCHECKED_CAST")
    private fun <R> call(
        function: Any,
        name: String?,
        after: List<DelayedResult<*>>,
        policy: Policy?,
        vararg arguments: Argument<*>,
    ): DelayedResult<R> = scope.start(function as RealFunction<R>, arguments as Array<Argument<*>>, name, after, policy)
}
