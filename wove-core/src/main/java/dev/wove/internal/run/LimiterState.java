package dev.wove.internal.run;

import org.jspecify.annotations.Nullable;

/** What the engine needs of a {@code Limiter} and its users do not. */
public abstract class LimiterState {
    public final @Nullable Permits permits;
    public final @Nullable Pace pace;

    protected LimiterState(@Nullable Permits permits, @Nullable Pace pace) {
        this.permits = permits;
        this.pace = pace;
    }
}
