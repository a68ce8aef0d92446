package dev.wove;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call that a scope has started, as it will be. It can be passed on as an argument of other calls, any
 * number of times; the call itself runs once. Coroutines wait for it with {@code await()}.
 *
 * <p>It may be read after its scope has been closed, too. Implemented by Wove only. Thread-safe.
 *
 * @param <T> the type of the value
 */
public interface DelayedResult<T extends @Nullable Object> extends Task<T>, Argument<T> {
    /** Whether the call has completed, with a value or without. */
    boolean isDone();

    /**
     * Returns the value. Never waits, and does not count as awaiting.
     *
     * @throws IllegalStateException if there is no value, or not yet; the cause is what the call failed with
     */
    T value();

    /**
     * Blocks until the call has completed, and returns its value or throws what it failed with, the same instance.
     *
     * <p>Interrupting the thread that has opened a scope, while it waits here, cancels the scope. The interrupt flag is set
     * again.
     *
     * @throws TaskFailedException if the call was cancelled, though the thread that waits was not
     * @throws WeaveCancelledException if the thread was interrupted, or works for something that is being cancelled
     * @throws WaitCycleException in a body that the call waits for, directly or not
     * @throws IllegalStateException in suspending code of a weave or scope, where it could deadlock
     */
    T join();

    /**
     * Cancels this call. Calls that it is an argument of are skipped; its own arguments go on, as others may need them.
     * Does nothing if the call has completed.
     */
    void cancel();

    /**
     * The result as a future. Completing the future in any way before the call is done cancels the call. A failure is for whoever holds the future, and not
     * thrown again where the scope is closed.
     */
    CompletableFuture<T> toCompletableFuture();
}
