package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A task that another one waited for.
 *
 * @param task the name of the input
 * @param as how it was taken
 * @param awaited of a discovered one, when the body first awaited it, from the start of the run; else null
 */
public record InputTrace(String task, As as, @Nullable Duration awaited) {

    /** How an input is taken. */
    public enum As {
        /** Declared, for its value. */
        VALUE,
        /** Declared with {@code settled}: its outcome. */
        SETTLED,
        /** Declared with {@code orNull}. */
        OR_NULL,
        /** Declared with {@code after}: order without data. */
        ORDER,
        /** As the source of items, which were taken when all were there. */
        ITEMS,
        /** As the source of items, which were taken one by one: the task may have started before this input had ended. */
        STREAM,
        /** Not declared: awaited by the body, and known only since. */
        DISCOVERED
    }

    /** Whether it was known before the run. */
    public boolean isDeclared() {
        return as != As.DISCOVERED;
    }
}
