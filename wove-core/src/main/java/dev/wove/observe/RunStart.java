package dev.wove.observe;

import dev.wove.trace.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run that starts. Implemented by Wove only. */
public interface RunStart {
    /** The run; the same object that its events have. */
    RunId id();

    /** The name of the weave. */
    default String weave() {
        return id().weave();
    }

    /** That name without the number it may end in; see {@link BodyId#family}. */
    String family();

    /** When, by the clock of this machine. */
    Instant at();

    /** The class that a person has written the weave as, without what a framework made of it; null if it is none. */
    @Nullable
    Class<?> weaveClass();

    /** Whether it is a scope, whose tasks are declared while it runs. */
    boolean isScope();

    /** How many tasks it has, as far as they are known. */
    int tasks();

    /** The body that it starts in, or null if that is no body of a task. */
    @Nullable
    BodyId around();
}
