package dev.wove.internal.run;

import dev.wove.Policy;

/** What the engine asks of a policy. */
public final class Policies {
    private Policies() {}

    /** Whether the body cannot simply be called once. */
    public static boolean wrapsBody(Policy policy) {
        return policy != Policy.none()
                && (policy.retries() != null
                        || policy.timeout() != null
                        || policy.deadline() != null
                        || policy.fallback() != null
                        || policy.perMinute() != null
                        || policy.limit() != null
                        || policy.abandonAfter() != null);
    }
}
