package dev.wove;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended. Every task of a completed weave has exactly one outcome.
 *
 * @param <T> the type of the task's value
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /** The body returned {@code value}; null is a value. */
    record Succeeded<T extends @Nullable Object>(T value) implements Outcome<T> {}

    /** The body threw {@code cause}, after all its attempts. */
    record Failed<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}

    /** The body had started and was cancelled because of {@code cause}. */
    record Cancelled<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}

    /** The body never started, because of {@code cause}. */
    record Skipped<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}

    /** Returns the value, or null if the task did not succeed (or its value is null). */
    default @Nullable T orNull() {
        return this instanceof Succeeded<T> s ? s.value() : null;
    }

    /** Returns why the task did not succeed, or null if it did. */
    default @Nullable Throwable cause() {
        if (this instanceof Failed<T> f) {
            return f.cause();
        }
        if (this instanceof Cancelled<T> c) {
            return c.cause();
        }
        return this instanceof Skipped<T> s ? s.cause() : null;
    }

    /** Tells whether the task succeeded. */
    default boolean isSuccess() {
        return this instanceof Succeeded<T>;
    }

    /**
     * Returns the value.
     *
     * @throws NoSuchElementException if the task did not succeed, with the reason as its cause
     */
    default T get() {
        if (this instanceof Succeeded<T> s) {
            return s.value();
        }
        var missing = new NoSuchElementException(
                "The task did not succeed: " + getClass().getSimpleName());
        missing.initCause(cause());
        throw missing;
    }
}
