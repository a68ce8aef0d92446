package dev.wove.remote.internal.worker;

import dev.wove.internal.pool.BlockingPool;
import dev.wove.remote.WorkerContext;
import org.jspecify.annotations.Nullable;

/** A run as its body sees it. */
public interface BodyOwner extends WorkerContext {
    /** What the handler is called with; may take its time. */
    @Nullable
    Object[] arguments();

    /** Runs a body that may block, on a thread that it may block. */
    default void execute(Runnable body) {
        BlockingPool.execute(body);
    }

    /** The body is about to begin. */
    void began();

    /** The body has ended, or could not begin. Told once. */
    void ended(@Nullable Object value, @Nullable Throwable failure);
}
