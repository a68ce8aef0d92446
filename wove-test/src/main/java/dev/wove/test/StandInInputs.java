package dev.wove.test;

import dev.wove.Outcome;
import org.jspecify.annotations.Nullable;

/** Reads by name the inputs that a {@link StandIn} has named, in the way in which the replaced task declared them. */
public interface StandInInputs {
    /**
     * Returns the value of an input.
     *
     * @throws IllegalArgumentException if the stand-in did not name it
     * @throws ClassCastException if the value is not a {@code type}
     */
    <T extends @Nullable Object> T get(String input, Class<T> type);

    /** Returns how an input ended that the task declared as settled. */
    Outcome<?> outcome(String input);

    /** Returns the value of an input that the task declared as orNull, or null if it has none. */
    <T> @Nullable T orNull(String input, Class<T> type);
}
