package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task that another one waited for. Implemented by Wove only. */
public interface InputTrace {
    /** The name of the input. */
    String task();

    /** How it was taken. */
    As as();

    /** Of a discovered one, when the body first awaited it, from the start of the run; else null. */
    @Nullable
    Duration awaited();

    /** How an input is taken.More may come: a {@code switch} needs a {@code default}, a {@code when} an {@code else}. */
    enum As {
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
    default boolean isDeclared() {
        return as() != As.DISCOVERED;
    }
}
