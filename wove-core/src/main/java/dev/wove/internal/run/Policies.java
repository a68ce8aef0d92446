package dev.wove.internal.run;

import dev.wove.Policy;
import java.util.function.BiFunction;
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

    /** {@code policy} without what only a mapped task, a blocking body or one that can leave the process can have. */
    public static Policy without(Policy policy, boolean mapped, boolean onCaller) {
        return without(policy, mapped, onCaller, false);
    }

    private static Policy without(Policy policy, boolean mapped, boolean onCaller, boolean paced) {
        var kept = Policy.none();
        kept = set(kept, policy.retries(), Policy.Builder::retries);
        kept = set(kept, policy.backoff(), Policy.Builder::backoff);
        kept = set(kept, policy.retryIf(), Policy.Builder::retryIf);
        kept = set(kept, policy.timeout(), Policy.Builder::timeout);
        kept = set(kept, policy.deadline(), Policy.Builder::deadline);
        kept = set(kept, policy.fallback(), Policy.Builder::fallback);
        kept = set(kept, mapped ? null : policy.workers(), Policy.Builder::workers);
        kept = set(kept, paced ? null : policy.perMinute(), Policy.Builder::perMinute);
        kept = set(kept, mapped ? null : policy.maxPending(), Policy.Builder::maxPending);
        kept = set(kept, policy.limit(), Policy.Builder::limit);
        kept = set(kept, policy.limiter(), Policy.Builder::limiter);
        kept = set(kept, policy.named(), Policy.Builder::named);
        kept = set(kept, policy.abandonAfter(), Policy.Builder::abandonAfter);
        return !onCaller && policy.runsOnCaller() ? kept.onCaller() : kept;
    }

    /** What an environment says of a task: how many at once and how often only where there are several of it. */
    public static Policy ofEnvironment(Policy policy, boolean mapped) {
        return mapped ? policy : without(policy, true, true, true);
    }

    private static <T> Policy.Builder set(
            Policy.Builder policy, @Nullable T value, BiFunction<Policy.Builder, T, Policy.Builder> setting) {
        return value == null ? policy : setting.apply(policy, value);
    }
}
