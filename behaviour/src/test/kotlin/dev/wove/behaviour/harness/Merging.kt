package dev.wove.behaviour.harness

import dev.wove.Policy
import dev.wove.dsl.merge
import dev.wove.dsl.mergeBlocking
import dev.wove.java.WeaveFuture
import dev.wove.java.Wove
import kotlin.coroutines.suspendCoroutine

/** Merges inside a body, in the way that suits the body, with functions of the same kind. */
class Merger(
    private val cell: Cell,
) {
    private val kind = cell.kind
    private val inKotlin = cell.face == Face.CLASS || cell.face.reasonAgainst(Kind.STAGE) != null

    suspend fun <T> once(policy: Policy = Policy.none(), name: String = "merged", body: suspend Body.() -> T): T =
        when {
            kind == Kind.STAGE -> {
                awaited(Wove.with(policy).mergeAsync(name) { StageBody(null).call(body) })
            }

            !inKotlin -> {
                Wove.with(policy).merge<T, Exception>(name) { BlockingBody(null).call(body) }
            }

            kind == Kind.BLOCKING -> {
                mergeBlocking(name, policy = policy) { BlockingBody(null).call(body) }
            }

            else -> {
                merge(name, policy = policy) { SuspendingBody(null).body() }
            }
        }

    suspend fun <I, T> each(
        items: Iterable<I>,
        policy: Policy = Policy.none(),
        name: String = "merged",
        body: suspend Body.(I) -> T,
    ): List<T> = when {
        kind == Kind.STAGE -> {
            awaited(Wove.with(policy).mergeAsync(name, items) { item -> StageBody(null).call { body(item) } })
        }

        !inKotlin -> {
            Wove.with(policy).merge<I, T, Exception>(name, items) { item -> BlockingBody(null).call { body(item) } }
        }

        kind == Kind.BLOCKING -> {
            mergeBlocking(items, name, policy = policy) { item -> BlockingBody(null).call { body(item) } }
        }

        else -> {
            merge(items, name, policy = policy) { item -> SuspendingBody(null).body(item) }
        }
    }

    private suspend fun <T> awaited(future: WeaveFuture<T>): T = suspendCoroutine { continuation ->
        future.whenComplete { value, failure ->
            continuation.resumeWith(if (failure == null) Result.success(value) else Result.failure(failure))
        }
    }
}

val Cell.merger: Merger get() = Merger(this)
