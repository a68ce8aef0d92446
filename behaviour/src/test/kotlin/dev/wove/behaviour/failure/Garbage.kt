package dev.wove.behaviour.failure

import kotlinx.coroutines.delay
import java.lang.ref.WeakReference
import java.util.concurrent.TimeUnit

/** What [make] leaves behind, with nothing of it on this stack any more. */
suspend fun leftBehind(make: suspend () -> WeakReference<Any>): WeakReference<Any> = make()

/** Fails if somebody still holds what this refers to. */
suspend fun WeakReference<*>.shouldBeCollected(what: String = "the value") {
    val end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20)
    while (get() != null) {
        if (System.nanoTime() > end) throw AssertionError("somebody holds $what")
        System.gc()
        // Whatever is still on its way to a thread, as a loop that comes too late, has its turn.
        delay(10)
    }
}
