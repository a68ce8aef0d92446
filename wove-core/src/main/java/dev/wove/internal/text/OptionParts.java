package dev.wove.internal.text;

import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Options in words, parted by commas. */
final class OptionParts {
    private final StringJoiner parts = new StringJoiner(", ");

    /** Adds an option that is given; without a name, the value says it all. */
    void add(String option, @Nullable Object value) {
        if (value != null) {
            var text = value instanceof Duration d ? DurationText.of(d) : value.toString();
            parts.add(option.isEmpty() ? text : option + " " + text);
        }
    }

    void addWord(String word, boolean isSet) {
        if (isSet) {
            parts.add(word);
        }
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
