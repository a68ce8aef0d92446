package dev.wove.internal.run;

import dev.wove.Policy;
import org.jspecify.annotations.Nullable;

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

    /** {@code policy} with what {@code given} gives, which wins. */
    public static Policy over(Policy policy, Policy given) {
        if (policy == Policy.none()) {
            return given;
        }
        if (given == Policy.none()) {
            return policy;
        }
        return new Policy.Builder(
                first(given.retries(), policy.retries()),
                first(given.backoff(), policy.backoff()),
                first(given.retryIf(), policy.retryIf()),
                first(given.timeout(), policy.timeout()),
                first(given.deadline(), policy.deadline()),
                first(given.fallback(), policy.fallback()),
                first(given.workers(), policy.workers()),
                first(given.perMinute(), policy.perMinute()),
                first(given.maxPending(), policy.maxPending()),
                first(given.limit(), policy.limit()),
                first(given.abandonAfter(), policy.abandonAfter()),
                given.runsOnCaller() || policy.runsOnCaller());
    }

    /** {@code policy} without what only a mapped task, or only a blocking body, can have. */
    public static Policy without(Policy policy, boolean mapped, boolean onCaller) {
        return new Policy.Builder(
                policy.retries(),
                policy.backoff(),
                policy.retryIf(),
                policy.timeout(),
                policy.deadline(),
                policy.fallback(),
                mapped ? null : policy.workers(),
                policy.perMinute(),
                mapped ? null : policy.maxPending(),
                policy.limit(),
                policy.abandonAfter(),
                !onCaller && policy.runsOnCaller());
    }

    private static <T> @Nullable T first(@Nullable T given, @Nullable T otherwise) {
        return given != null ? given : otherwise;
    }
}
