package dev.wove.internal.config;

import dev.wove.Backoff;
import dev.wove.Limiter;
import dev.wove.OnFailure;
import dev.wove.environment.CancelMode;
import dev.wove.environment.OrphanPolicy;
import dev.wove.internal.text.DurationText;
import dev.wove.internal.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a setting may be, as text. */
enum ValueKind {
    COUNT("a whole number of at least 1", text -> number(text, 1)),
    NUMBER("a whole number of at least 0", text -> number(text, 0)),
    DURATION("a duration longer than zero, like 300ms, 5s, 1m30s or PT5S", text -> duration(text, false)),
    WAIT("a duration, like 300ms, 5s, 1m30s or PT5S", text -> duration(text, true)),
    FACTOR("a number of at least 1", text -> between(text, 1, Double.MAX_VALUE)),
    SHARE("a number from 0 to 1", text -> between(text, 0, 1)),
    FLAG("true or false", ValueKind::flag),
    ON_FAILURE("cancel or continue", text -> constant(OnFailure.values(), text)),
    CANCEL_MODE("require-ack or best-effort", text -> constant(CancelMode.values(), text)),
    ORPHANS("fail, cancel, requeue or detach", text -> constant(OrphanPolicy.values(), text)),
    NAME("a name", text -> text.isBlank() ? null : text),
    NAMES("names with commas between them", ValueKind::names),
    /** Only code can give it. */
    OBJECT("given in code", text -> null);

    final String what;
    private final Function<String, @Nullable Object> reading;

    ValueKind(String what, Function<String, @Nullable Object> reading) {
        this.what = what;
        this.reading = reading;
    }

    /** The value, or null if {@code text} is none. */
    @Nullable
    Object read(String text) {
        return reading.apply(text.strip());
    }

    /** A value as people write it; of objects of the application, only what they are. */
    static String text(Object value) {
        if (value instanceof Duration duration) {
            return DurationText.of(duration);
        }
        if (value instanceof Enum<?> word) {
            return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof List<?> all) {
            return all.stream().map(ValueKind::text).collect(Collectors.joining(", "));
        }
        boolean isPlain = value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Backoff
                || value instanceof Limiter;
        return isPlain ? value.toString() : named(value.getClass());
    }

    private static String named(Class<?> type) {
        var name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        var simple = name.substring(name.lastIndexOf('.', lambda < 0 ? name.length() : lambda) + 1);
        return lambda < 0 ? simple : "a lambda of " + simple.substring(0, simple.indexOf('$'));
    }

    private static @Nullable Object names(String text) {
        var names = Stream.of(text.split(",")).map(String::strip).toList();
        return names.contains("") ? null : names;
    }

    private static @Nullable Object number(String text, int least) {
        try {
            int number = Integer.parseInt(text);
            return number < least ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object between(String text, double least, double most) {
        try {
            double number = Double.parseDouble(text);
            return number >= least && number <= most ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object duration(String text, boolean mayBeZero) {
        var duration = Durations.parse(text);
        return duration == null || duration.isNegative() || duration.isZero() && !mayBeZero ? null : duration;
    }

    private static @Nullable Object flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    /** Kebab and snake case are alike, and upper and lower. */
    private static @Nullable Object constant(Enum<?>[] constants, String text) {
        for (var constant : constants) {
            if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return constant;
            }
        }
        return null;
    }
}
