package dev.wove.internal.trace;

import dev.wove.trace.RunId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Equal to whoever has the same number. */
public record RealRunId(
        long number,
        String weave,
        @Nullable RunId around,
        @Nullable String task,
        int item,
        Duration began) implements RunId {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunId id && id.number() == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return (around == null ? "" : around + "/" + task + (item < 0 ? "" : "[" + item + "]") + "/") + weave;
    }
}
