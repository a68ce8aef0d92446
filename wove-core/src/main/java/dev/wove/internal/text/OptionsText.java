package dev.wove.internal.text;

import dev.wove.OnFailure;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of tasks and weaves, in words. */
public final class OptionsText {
    private OptionsText() {}

    public static String of(Policy policy) {
        var parts = new ArrayList<String>();
        add(parts, "named", policy.named());
        add(parts, "retries", policy.retries());
        add(parts, "", policy.backoff());
        addWord(parts, "retryIf", policy.retryIf() != null);
        add(parts, "timeout", policy.timeout());
        add(parts, "deadline", policy.deadline());
        addWord(parts, "fallback", policy.fallback() != null);
        add(parts, "workers", policy.workers());
        add(parts, "perMinute", policy.perMinute());
        add(parts, "maxPending", policy.maxPending());
        add(parts, "", policy.limit());
        add(parts, "limiter", policy.limiter());
        add(parts, "abandonAfter", policy.abandonAfter());
        addWord(parts, "onCaller", policy.runsOnCaller());
        add(parts, "environment", policy.environment());
        add(parts, "", policy.delivery());
        return String.join(", ", parts);
    }

    public static String of(WeaveOptions options) {
        return String.join(", ", parts(options));
    }

    /** With who listens, and what is kept for them, which a plan does not tell. */
    public static String all(WeaveOptions options) {
        var parts = parts(options);
        int listeners = options.listeners().size();
        addWord(parts, listeners == 1 ? "1 listener" : listeners + " listeners", listeners > 0);
        addWord(parts, "trace", options.traces());
        addWord(parts, "config", options.config() != null);
        return String.join(", ", parts);
    }

    private static List<String> parts(WeaveOptions options) {
        var parts = new ArrayList<String>();
        add(parts, "workers", options.workers());
        add(parts, "maxBlocking", options.maxBlocking());
        add(parts, "timeout", options.timeout());
        addWord(parts, "onFailure CONTINUE", options.onFailure() == OnFailure.CONTINUE);
        addWord(parts, "showValues", options.showsValues());
        add(parts, "stallAfter", options.stallAfter());
        add(parts, "environment", options.environment());
        return parts;
    }

    private static void add(List<String> parts, String option, @Nullable Object value) {
        if (value != null) {
            var text = value instanceof Duration d ? DurationText.of(d) : value.toString();
            parts.add(option.isEmpty() ? text : option + " " + text);
        }
    }

    private static void addWord(List<String> parts, String word, boolean isSet) {
        if (isSet) {
            parts.add(word);
        }
    }
}
