package dev.wove.behaviour.harness

import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** Something bodies of any kind and tests can wait for. Waiting for one that never opens fails after [PATIENCE_SECONDS]. */
class Gate {
    internal val future = CompletableFuture<Unit>()

    val isOpen: Boolean get() = future.isDone

    fun open() {
        future.complete(Unit)
    }

    internal fun patient(): CompletableFuture<Unit> = future.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)

    /** Waits on the thread of the test. */
    fun awaitOpen() {
        patient().join()
    }

    companion object {
        const val PATIENCE_SECONDS = 30L
    }
}
