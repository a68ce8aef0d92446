package dev.wove.internal.text;

import dev.wove.OnFailure;
import dev.wove.WeaveOptions;

/** The options of weaves, in words. */
public final class WeaveOptionsText {
    private WeaveOptionsText() {}

    public static String of(WeaveOptions options) {
        return parts(options).toString();
    }

    /** With who listens, and what is kept for them, which a plan does not tell. */
    public static String all(WeaveOptions options) {
        var parts = parts(options);
        addCount(parts, options.listeners().size(), "listener");
        addCount(parts, options.observers().size(), "observer");
        parts.addWord("trace", options.traces());
        parts.addWord("config", options.config() != null);
        return parts.toString();
    }

    private static void addCount(OptionParts parts, int count, String what) {
        parts.addWord(count == 1 ? "1 " + what : count + " " + what + "s", count > 0);
    }

    private static OptionParts parts(WeaveOptions options) {
        var parts = new OptionParts();
        parts.add("workers", options.workers());
        parts.add("maxBlocking", options.maxBlocking());
        parts.add("timeout", options.timeout());
        parts.addWord("onFailure CONTINUE", options.onFailure() == OnFailure.CONTINUE);
        parts.addWord("showValues", options.showsValues());
        parts.add("stallAfter", options.stallAfter());
        parts.add("environment", options.environment());
        return parts;
    }
}
