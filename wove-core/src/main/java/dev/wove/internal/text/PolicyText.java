package dev.wove.internal.text;

import dev.wove.Policy;

/** The options of tasks, in words. */
public final class PolicyText {
    private PolicyText() {}

    public static String of(Policy policy) {
        var parts = new OptionParts();
        parts.add("named", policy.named());
        parts.add("retries", policy.retries());
        parts.add("", policy.backoff());
        parts.addWord("retryIf", policy.retryIf() != null);
        parts.add("timeout", policy.timeout());
        parts.add("deadline", policy.deadline());
        parts.addWord("fallback", policy.fallback() != null);
        parts.add("workers", policy.workers());
        parts.add("perMinute", policy.perMinute());
        parts.add("maxPending", policy.maxPending());
        parts.add("", policy.limit());
        parts.add("limiter", policy.limiter());
        parts.add("abandonAfter", policy.abandonAfter());
        parts.addWord("onCaller", policy.runsOnCaller());
        parts.add("environment", policy.environment());
        parts.add("", policy.delivery());
        return parts.toString();
    }
}
