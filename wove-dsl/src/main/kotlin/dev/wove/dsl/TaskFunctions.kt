@file:JvmName("KotlinTaskFunctions")

package dev.wove.dsl

import dev.wove.TaskKind
import dev.wove.function.TaskFunction0
import dev.wove.function.TaskFunction1
import dev.wove.function.TaskFunction2
import dev.wove.function.TaskFunction3
import dev.wove.function.TaskFunction4
import dev.wove.function.TaskFunction5
import dev.wove.internal.engine.scope.RealFunction
import kotlin.reflect.KCallable

// One table: declaring, calling from a coroutine and calling from a blocked thread, by number of parameters.

/**
 * Declares a function that can be called in four ways: in a [taskScope], where a call starts at once and gives a handle; from
 * a coroutine; as `f.blocking(...)` from a thread that may block; and as `f.future(...)`.
 *
 * ```kotlin
 * val fetch = taskFunction(::fetchById)
 * val page = taskScope { fetch(1) ... }    // starts
 * val text = fetch(1)                      // suspends
 * val same = fetch.blocking(1)             // blocks
 * ```
 *
 * The body should not block a thread for long: [blockingFunction] is for that. [taskSupplier] is for bodies without
 * parameters. A function passed by reference gives its name; lambdas are given one, or have none.
 */
public fun <A, R> taskFunction(body: suspend (A) -> R): TaskFunction1<A, R> = taskFunction(null, body)

/** See the first [taskFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, R> taskFunction(name: String?, body: suspend (A) -> R): TaskFunction1<A, R> =
    RealFunction.suspending<R>(name ?: nameOf(body), body) { body(it[0] as A) } as TaskFunction1<A, R>

/** See the first [taskFunction]. */
public fun <A, B, R> taskFunction(body: suspend (A, B) -> R): TaskFunction2<A, B, R> = taskFunction(null, body)

/** See the first [taskFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, B, R> taskFunction(name: String?, body: suspend (A, B) -> R): TaskFunction2<A, B, R> =
    RealFunction.suspending<R>(name ?: nameOf(body), body) { body(it[0] as A, it[1] as B) } as TaskFunction2<A, B, R>

/** See the first [taskFunction]. */
public fun <A, B, C, R> taskFunction(body: suspend (A, B, C) -> R): TaskFunction3<A, B, C, R> = taskFunction(null, body)

/** See the first [taskFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, B, C, R> taskFunction(name: String?, body: suspend (A, B, C) -> R): TaskFunction3<A, B, C, R> =
    RealFunction.suspending<R>(name ?: nameOf(body), body) {
        body(it[0] as A, it[1] as B, it[2] as C)
    } as TaskFunction3<A, B, C, R>

/** See the first [taskFunction]. */
public fun <A, B, C, D, R> taskFunction(body: suspend (A, B, C, D) -> R): TaskFunction4<A, B, C, D, R> =
    taskFunction(null, body)

/** See the first [taskFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, B, C, D, R> taskFunction(name: String?, body: suspend (A, B, C, D) -> R): TaskFunction4<A, B, C, D, R> =
    RealFunction.suspending<R>(name ?: nameOf(body), body) {
        body(it[0] as A, it[1] as B, it[2] as C, it[3] as D)
    } as TaskFunction4<A, B, C, D, R>

/** See the first [taskFunction]. */
public fun <A, B, C, D, E, R> taskFunction(body: suspend (A, B, C, D, E) -> R): TaskFunction5<A, B, C, D, E, R> =
    taskFunction(null, body)

/** See the first [taskFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, B, C, D, E, R> taskFunction(
    name: String?,
    body: suspend (A, B, C, D, E) -> R,
): TaskFunction5<A, B, C, D, E, R> = RealFunction.suspending<R>(name ?: nameOf(body), body) {
    body(it[0] as A, it[1] as B, it[2] as C, it[3] as D, it[4] as E)
} as TaskFunction5<A, B, C, D, E, R>

/** Declares a function without parameters; see [taskFunction]. (A lambda does not tell how many it takes.) */
public fun <R> taskSupplier(name: String? = null, body: suspend () -> R): TaskFunction0<R> =
    RealFunction.suspending(name ?: nameOf(body), body) { body() }

/**
 * Declares a function whose body may block a thread; see [taskFunction]. Called from a coroutine or in a scope, it runs on a
 * virtual thread or an elastic pool, and is interrupted when it is cancelled.
 */
public fun <A, R> blockingFunction(body: (A) -> R): TaskFunction1<A, R> = blockingFunction(null, body)

/** See the first [blockingFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, R> blockingFunction(name: String?, body: (A) -> R): TaskFunction1<A, R> =
    RealFunction.calling<R>(name ?: nameOf(body), TaskKind.BLOCKING, body) { body(it[0] as A) } as TaskFunction1<A, R>

/** See the first [blockingFunction]. */
public fun <A, B, R> blockingFunction(body: (A, B) -> R): TaskFunction2<A, B, R> = blockingFunction(null, body)

/** See the first [blockingFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, B, R> blockingFunction(name: String?, body: (A, B) -> R): TaskFunction2<A, B, R> =
    RealFunction.calling<R>(name ?: nameOf(body), TaskKind.BLOCKING, body) {
        body(it[0] as A, it[1] as B)
    } as TaskFunction2<A, B, R>

/** See the first [blockingFunction]. */
public fun <A, B, C, R> blockingFunction(body: (A, B, C) -> R): TaskFunction3<A, B, C, R> = blockingFunction(null, body)

/** See the first [blockingFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, B, C, R> blockingFunction(name: String?, body: (A, B, C) -> R): TaskFunction3<A, B, C, R> =
    RealFunction.calling<R>(name ?: nameOf(body), TaskKind.BLOCKING, body) {
        body(it[0] as A, it[1] as B, it[2] as C)
    } as TaskFunction3<A, B, C, R>

/** See the first [blockingFunction]. */
public fun <A, B, C, D, R> blockingFunction(body: (A, B, C, D) -> R): TaskFunction4<A, B, C, D, R> =
    blockingFunction(null, body)

/** See the first [blockingFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, B, C, D, R> blockingFunction(name: String?, body: (A, B, C, D) -> R): TaskFunction4<A, B, C, D, R> =
    RealFunction.calling<R>(name ?: nameOf(body), TaskKind.BLOCKING, body) {
        body(it[0] as A, it[1] as B, it[2] as C, it[3] as D)
    } as TaskFunction4<A, B, C, D, R>

/** See the first [blockingFunction]. */
public fun <A, B, C, D, E, R> blockingFunction(body: (A, B, C, D, E) -> R): TaskFunction5<A, B, C, D, E, R> =
    blockingFunction(null, body)

/** See the first [blockingFunction]. */
@Suppress("UNCHECKED_CAST")
public fun <A, B, C, D, E, R> blockingFunction(
    name: String?,
    body: (A, B, C, D, E) -> R,
): TaskFunction5<A, B, C, D, E, R> = RealFunction.calling<R>(name ?: nameOf(body), TaskKind.BLOCKING, body) {
    body(it[0] as A, it[1] as B, it[2] as C, it[3] as D, it[4] as E)
} as TaskFunction5<A, B, C, D, E, R>

/** Declares a function without parameters whose body may block a thread; see [blockingFunction]. */
public fun <R> blockingSupplier(name: String? = null, body: () -> R): TaskFunction0<R> =
    RealFunction.calling(name ?: nameOf(body), TaskKind.BLOCKING, body) { body() }

/** Calls the function and waits for it, as for any suspending function. */
public suspend operator fun <R> TaskFunction0<R>.invoke(): R = (this as RealFunction<R>).await(arrayOf())

/** Calls the function and waits for it, as for any suspending function. */
public suspend operator fun <A, R> TaskFunction1<A, R>.invoke(a: A): R = (this as RealFunction<R>).await(arrayOf(a))

/** Calls the function and waits for it, as for any suspending function. */
public suspend operator fun <A, B, R> TaskFunction2<A, B, R>.invoke(a: A, b: B): R =
    (this as RealFunction<R>).await(arrayOf(a, b))

/** Calls the function and waits for it, as for any suspending function. */
public suspend operator fun <A, B, C, R> TaskFunction3<A, B, C, R>.invoke(a: A, b: B, c: C): R =
    (this as RealFunction<R>).await(arrayOf(a, b, c))

/** Calls the function and waits for it, as for any suspending function. */
public suspend operator fun <A, B, C, D, R> TaskFunction4<A, B, C, D, R>.invoke(a: A, b: B, c: C, d: D): R =
    (this as RealFunction<R>).await(arrayOf(a, b, c, d))

/** Calls the function and waits for it, as for any suspending function. */
public suspend operator fun <A, B, C, D, E, R> TaskFunction5<A, B, C, D, E, R>.invoke(a: A, b: B, c: C, d: D, e: E): R =
    (this as RealFunction<R>).await(arrayOf(a, b, c, d, e))

/**
 * Calls the function and blocks the thread until it has returned.
 *
 * @throws IllegalStateException in suspending code of a weave or scope, where it could deadlock
 */
public fun <R> TaskFunction0<R>.blocking(): R = call<RuntimeException>()

/** Calls the function and blocks the thread until it has returned; see the first of these. */
public fun <A, R> TaskFunction1<A, R>.blocking(a: A): R = call<RuntimeException>(a)

/** Calls the function and blocks the thread until it has returned; see the first of these. */
public fun <A, B, R> TaskFunction2<A, B, R>.blocking(a: A, b: B): R = call<RuntimeException>(a, b)

/** Calls the function and blocks the thread until it has returned; see the first of these. */
public fun <A, B, C, R> TaskFunction3<A, B, C, R>.blocking(a: A, b: B, c: C): R = call<RuntimeException>(a, b, c)

/** Calls the function and blocks the thread until it has returned; see the first of these. */
public fun <A, B, C, D, R> TaskFunction4<A, B, C, D, R>.blocking(a: A, b: B, c: C, d: D): R =
    call<RuntimeException>(a, b, c, d)

/** Calls the function and blocks the thread until it has returned; see the first of these. */
public fun <A, B, C, D, E, R> TaskFunction5<A, B, C, D, E, R>.blocking(a: A, b: B, c: C, d: D, e: E): R =
    call<RuntimeException>(a, b, c, d, e)

/** The name of a function that was passed by reference. */
internal fun nameOf(body: Any) = (body as? KCallable<*>)?.name
