package dev.wove.internal.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads durations as annotations and files write them: {@code 300ms}, {@code 1m30s}, {@code PT1.5S}. */
public final class Durations {
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ns", ChronoUnit.NANOS,
            "us", ChronoUnit.MICROS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);
    private static final Pattern PART = Pattern.compile("\\s*(\\d+)(ns|us|ms|s|m|h|d)\\s*");

    private Durations() {}

    /** The duration, or null if {@code text} is none. */
    public static @Nullable Duration parse(String text) {
        try {
            return text.strip().startsWith("P") ? Duration.parse(text.strip()) : sum(text);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration sum(String text) {
        var sum = Duration.ZERO;
        var part = PART.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!part.find(at) || part.start() != at) {
                return null;
            }
            sum = sum.plus(Long.parseLong(part.group(1)), UNITS.get(part.group(2)));
            at = part.end();
        }
        return text.isBlank() ? null : sum;
    }
}
