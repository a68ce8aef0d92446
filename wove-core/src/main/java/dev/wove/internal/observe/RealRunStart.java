package dev.wove.internal.observe;

import dev.wove.internal.trace.Families;
import dev.wove.observe.BodyId;
import dev.wove.observe.RunStart;
import dev.wove.trace.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record RealRunStart(
        RunId id,
        Instant at,
        @Nullable Class<?> weaveClass,
        boolean isScope,
        int tasks,
        @Nullable BodyId around) implements RunStart {
    @Override
    public String family() {
        return Families.of(weave());
    }
}
