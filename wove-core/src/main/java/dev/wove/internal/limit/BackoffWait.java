package dev.wove.internal.limit;

import dev.wove.Backoff;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** How long a {@code Backoff} waits: what the engine asks of it and its users do not. */
public final class BackoffWait {
    private static volatile @Nullable ToLongBiFunction<Backoff, Integer> access;

    private BackoffWait() {}

    /** The wait before the attempt that follows {@code failedAttempts} failed ones, in nanoseconds. */
    public static long nanosAfter(Backoff backoff, int failedAttempts) {
        return access.applyAsLong(backoff, failedAttempts);
    }

    /** Called by {@code Backoff} before there can be one. */
    public static void readBy(ToLongBiFunction<Backoff, Integer> reader) {
        access = reader;
    }
}
