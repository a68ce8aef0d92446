package dev.wove.internal.record;

import dev.wove.trace.Ended;
import dev.wove.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A weave that ran inside the body of a task, with the times of the clock of the run around it.
 *
 * @param item the position of the item whose body it ran in, or -1
 * @param trace what happened in it, if that was to be kept
 */
public record NestedRecord(
        String weave,
        int item,
        int tasks,
        long startedAt,
        long endedAt,
        Ended how,
        @Nullable Trace trace) {}
