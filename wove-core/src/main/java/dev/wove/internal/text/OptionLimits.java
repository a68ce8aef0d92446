package dev.wove.internal.text;

import dev.wove.PlanException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Refuses values of options that make no sense. */
public final class OptionLimits {
    private OptionLimits() {}

    /** @param option as messages call it: {@code Option retries} */
    public static int atLeast(String option, int value, int least, String fix) {
        if (value < least) {
            throw new PlanException(option + " must be at least " + least + ", but is " + value + ".\n  " + fix);
        }
        return value;
    }

    public static @Nullable Duration positive(String option, @Nullable Duration value, String fix) {
        if (value != null && (value.isZero() || value.isNegative())) {
            throw new PlanException(
                    option + " must be longer than zero, but is " + DurationText.of(value) + ".\n  " + fix);
        }
        return value;
    }
}
