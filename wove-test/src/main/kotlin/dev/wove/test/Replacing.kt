@file:JvmName("KotlinReplacing")

package dev.wove.test

import dev.wove.test.internal.OpenBlocks
import dev.wove.test.internal.RealStandIn
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.withContext
import kotlin.coroutines.coroutineContext
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * Runs [block] with tasks of [weave] replaced, in all runs of it that start meanwhile, whoever starts them.
 *
 * ```kotlin
 * val page = replacing("post-page", "author" to ada, "ads" to failing(IOException("down"))) { service.page(7) }
 * ```
 *
 * What stands to the right of `to` is the value of the task, or a [StandIn]: [failing], [body], [blockingBody], [items],
 * [blockingItems], any of them with [after]. A stand-in needs none of the task's inputs but those it names, and what
 * only fed the replaced task does not run: it is skipped.
 *
 * ## Which weaves
 * Those that start in this block, in coroutines that it launches and in bodies of weaves in it. A weave started on a
 * thread or in a scope of the code under test belongs to the one open block that is about it. So a test that runs the
 * same weave at the same time and replaces nothing should do so in a block of its own: `replacing("post-page") { }`.
 *
 * ## Failure
 * A weave with a replacement that does not fit it (no such task, a value of another type) is refused before it starts.
 * That is thrown here at the end even if the code under test catches it, and so is that no such weave has run.
 *
 * @throws AssertionError if no weave of that name has run
 * @throws dev.wove.PlanException if a replacement does not fit
 */
public suspend fun <T> replacing(
    weave: String,
    vararg with: Pair<String, Any?>,
    block: suspend CoroutineScope.() -> T,
): T {
    val open = OpenBlocks.open(weave, replacements(with), coroutineContext)
    // Thrown outside, because a scope that throws with assertions on throws a copy.
    return open.closing { withContext(open) { runCatching { block() } }.getOrThrow() }
}

/** Runs [block], which may block the thread, with tasks of [weave] replaced; see [replacing]. */
public fun <T> replacingBlocking(weave: String, vararg with: Pair<String, Any?>, block: () -> T): T =
    OpenBlocks.runOnThread<T>(weave, replacements(with)) { block() }

private fun replacements(with: Array<out Pair<String, Any?>>): Replacements =
    with.fold(Replacements.nothing()) { all, (task, standIn) -> all.and(task, standIn) }

/** Stands in for a task by failing with [failure] in every attempt. */
public fun failing(failure: Throwable): StandIn = StandIn.failing(failure)

/** Stands in for a task by [value]; the same as the value itself, for [after]. */
public fun value(value: Any?): StandIn = StandIn.value(value)

/** Waits first, in every attempt and for every item; in virtual time when the test runs in it. */
public fun StandIn.after(wait: Duration): StandIn = after(wait.toJavaDuration())

/**
 * Stands in for a task by [body], which may read those inputs of the task that are named in [inputs]:
 * `body("post") { Author("of " + input<Post>("post").title) }`. On a mapped task it makes the whole list.
 */
public fun body(vararg inputs: String, body: suspend StandInInputs.() -> Any?): StandIn =
    RealStandIn.suspending(inputs.toList(), false) { body() }

/** Stands in for a task by [body], which may block; see [dev.wove.test.body]. */
public fun blockingBody(vararg inputs: String, body: StandInInputs.() -> Any?): StandIn =
    RealStandIn.blocking(inputs.toList(), false) { scope, _ -> body(scope) }

/** Stands in for the items of a mapped task by [body], called once for each; the source of the items does run. */
public inline fun <reified I> items(
    vararg inputs: String,
    crossinline body: suspend StandInInputs.(item: I) -> Any?,
): StandIn = suspendingItems(inputs) { item -> body(asItem<I>(item)) }

/** Stands in for the items of a mapped task by [body], which may block; see [items]. */
public inline fun <reified I> blockingItems(
    vararg inputs: String,
    crossinline body: StandInInputs.(item: I) -> Any?,
): StandIn = blockingItemsOf(inputs) { item -> body(asItem<I>(item)) }

@PublishedApi
internal fun suspendingItems(inputs: Array<out String>, body: suspend StandInInputs.(item: Any?) -> Any?): StandIn =
    RealStandIn.suspending(inputs.toList(), true, body)

@PublishedApi
internal fun blockingItemsOf(inputs: Array<out String>, body: StandInInputs.(item: Any?) -> Any?): StandIn =
    RealStandIn.blocking(inputs.toList(), true) { scope, item -> body(scope, item) }

@PublishedApi
internal inline fun <reified I> asItem(item: Any?): I = if (item is I) {
    item
} else {
    throw ClassCastException(
        "An item of the replaced task is a ${item?.javaClass?.simpleName}, for which the body has no parameter.\n" +
            "  Give the parameter of the body that type.",
    )
}

/** Returns the value of an input that this stand-in has named. */
public inline fun <reified T : Any> StandInInputs.input(name: String): T = get(name, T::class.javaObjectType)

/** Returns the value of an input that the task declared as orNull, or null if it has none. */
public inline fun <reified T : Any> StandInInputs.inputOrNull(name: String): T? = orNull(name, T::class.javaObjectType)
