package dev.wove.remote.internal.worker;

import dev.wove.remote.WorkerContext;
import org.jspecify.annotations.Nullable;

/** The run whose body a thread is in. */
public final class CurrentRun {
    private static final ThreadLocal<@Nullable WorkerContext> CURRENT = new ThreadLocal<>();

    private CurrentRun() {}

    public static @Nullable WorkerContext get() {
        return CURRENT.get();
    }

    /** Null takes it away. Returns what was there. */
    public static @Nullable WorkerContext replace(@Nullable WorkerContext context) {
        var before = CURRENT.get();
        if (context == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
        return before;
    }
}
