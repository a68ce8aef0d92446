package dev.wove.internal.limit;

import dev.wove.Limiter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the engine needs of a {@code Limiter} and its users do not. */
public final class LimiterState {
    private static volatile @Nullable Function<Limiter, LimiterState> access;

    public final @Nullable Permits permits;
    public final @Nullable Pace pace;

    public LimiterState(@Nullable Permits permits, @Nullable Pace pace) {
        this.permits = permits;
        this.pace = pace;
    }

    public static LimiterState of(Limiter limiter) {
        return access.apply(limiter);
    }

    /** Called by {@code Limiter} before there can be one. */
    public static void readBy(Function<Limiter, LimiterState> reader) {
        access = reader;
    }
}
