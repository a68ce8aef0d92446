package dev.wove.observe;

import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens in one run, and is around its bodies. Each attempt of a task or of an item is a body of its own; what
 * is between them, as a backoff, is in none.
 */
public interface RunObserver extends WeaveListener {
    /**
     * A body is about to start: after the waits of its policy, before a thread enters it. Called where what the caller carried
     * is in place.
     *
     * @return who is around it, or null
     */
    @Nullable
    BodyObserver bodyStarts(BodyId body);

    /** Something has happened in the run; nothing is done with it unless this is overridden. */
    @Override
    default void happened(TraceEvent event) {}
}
