package dev.wove.function;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A {@link TaskFunction} of three parameters. */
public interface TaskFunction3<
                A extends @Nullable Object,
                B extends @Nullable Object,
                C extends @Nullable Object,
                R extends @Nullable Object>
        extends TaskFunction {
    /**
     * Calls the function and blocks until it has returned. A body that blocks itself runs on this thread.
     *
     * @throws X what the body throws
     * @throws dev.wove.WeaveCancelledException if the thread was interrupted while a body that does not block ran
     * @throws IllegalStateException in suspending code of a weave or scope, where it could deadlock
     */
    <X extends Exception> R call(A a, B b, C c) throws X;

    /** Calls the function elsewhere and returns at once. Cancelling the future cancels the call. */
    CompletableFuture<R> future(A a, B b, C c);
}
