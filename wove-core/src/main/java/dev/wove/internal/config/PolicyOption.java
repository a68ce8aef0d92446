package dev.wove.internal.config;

import dev.wove.Backoff;
import dev.wove.Limiter;
import dev.wove.Policy;
import dev.wove.environment.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An option of tasks as a setting. */
record PolicyOption<T>(
        String word,
        ValueKind kind,
        Function<Policy, @Nullable T> read,
        BiFunction<Policy.Builder, T, Policy.Builder> set) {

    private static final Function<Policy, @Nullable Object> NOT_IN_CODE = policy -> null;

    /** Those of a single task, and of an item. */
    static final List<PolicyOption<?>> OF_TASK = List.of(
            new PolicyOption<>("policy", ValueKind.NAME, Policy::named, Policy.Builder::named),
            new PolicyOption<>("retries", ValueKind.NUMBER, Policy::retries, Policy.Builder::retries),
            new PolicyOption<Object>("backoff", ValueKind.WAIT, Policy::backoff, (policy, wait) -> policy),
            new PolicyOption<>("backoff-factor", ValueKind.FACTOR, NOT_IN_CODE, (policy, factor) -> policy),
            new PolicyOption<>("backoff-jitter", ValueKind.SHARE, NOT_IN_CODE, (policy, share) -> policy),
            new PolicyOption<>("backoff-cap", ValueKind.WAIT, NOT_IN_CODE, (policy, cap) -> policy),
            new PolicyOption<Predicate<? super Throwable>>(
                    "retry-if", ValueKind.OBJECT, Policy::retryIf, Policy.Builder::retryIf),
            new PolicyOption<>("timeout", ValueKind.DURATION, Policy::timeout, Policy.Builder::timeout),
            new PolicyOption<>("deadline", ValueKind.DURATION, Policy::deadline, Policy.Builder::deadline),
            new PolicyOption<>("per-minute", ValueKind.COUNT, Policy::perMinute, Policy.Builder::perMinute),
            new PolicyOption<>("limiter", ValueKind.NAME, Policy::limiter, Policy.Builder::limiter),
            new PolicyOption<Limiter>("limit", ValueKind.OBJECT, Policy::limit, Policy.Builder::limit),
            new PolicyOption<>(
                    "abandon-after", ValueKind.DURATION, Policy::abandonAfter, Policy.Builder::abandonAfter));

    /** Those of a task that may run elsewhere. */
    static final List<PolicyOption<?>> ELSEWHERE = List.of(
            new PolicyOption<>("environment", ValueKind.NAME, Policy::environment, Policy.Builder::environment),
            new PolicyOption<Delivery>("delivery", ValueKind.OBJECT, Policy::delivery, Policy.Builder::delivery));

    /** Those that only a mapped task has besides. */
    static final List<PolicyOption<?>> OF_EACH = List.of(
            new PolicyOption<>("workers", ValueKind.COUNT, Policy::workers, Policy.Builder::workers),
            new PolicyOption<>("max-pending", ValueKind.COUNT, Policy::maxPending, Policy.Builder::maxPending));

    /** Those that belong to some tasks and cannot hold for all. */
    static final List<PolicyOption<?>> OF_SOME = List.of(
            new PolicyOption<Policy.Fallback>("fallback", ValueKind.OBJECT, Policy::fallback, Policy.Builder::fallback),
            new PolicyOption<>(
                    "on-caller",
                    ValueKind.FLAG,
                    policy -> policy.runsOnCaller() ? true : null,
                    (policy, is) -> is ? policy.onCaller() : policy));

    static final List<PolicyOption<?>> ALL = Stream.of(OF_TASK, ELSEWHERE, OF_EACH, OF_SOME)
            .<PolicyOption<?>>flatMap(List::stream)
            .toList();

    /** Puts what {@code policy} gives under {@code section}. */
    static void put(Settings.Changes changes, String section, Policy policy, String origin) {
        for (var option : ALL) {
            var value = option.read.apply(policy);
            if (value != null) {
                changes.put(section + option.word, new Setting(value, origin));
            }
        }
    }

    /** The policy that {@code settings} have under {@code section}. */
    static Policy.Builder policy(Settings settings, String section) {
        var policy = Policy.none();
        for (var option : ALL) {
            policy = option.setIn(policy, settings.value(section + option.word));
        }
        var backoff = backoff(settings, section + "backoff");
        return backoff == null ? policy : policy.backoff(backoff);
    }

    /** {@code policy} without the names of others. */
    static Policy.Builder withoutNames(Policy policy) {
        var kept = Policy.none();
        for (var option : ALL) {
            if (!option.word.equals("policy") && !option.word.equals("limiter")) {
                kept = option.setIn(kept, option.read.apply(policy));
            }
        }
        return policy.backoff() == null ? kept : kept.backoff(policy.backoff());
    }

    @SuppressWarnings("unchecked")
    private Policy.Builder setIn(Policy.Builder policy, @Nullable Object value) {
        return value == null ? policy : set.apply(policy, (T) value);
    }

    private static @Nullable Backoff backoff(Settings settings, String key) {
        var first = settings.value(key);
        if (first instanceof Backoff given) {
            return given;
        }
        var factor = settings.setting(key + "-factor");
        var jitter = settings.setting(key + "-jitter");
        var cap = settings.setting(key + "-cap");
        if (first == null) {
            var lonely = factor != null ? factor : jitter != null ? jitter : cap;
            if (lonely != null) {
                throw Problems.lonely(lonely, "wove." + key);
            }
            return null;
        }
        var backoff = Backoff.exponential((Duration) first, factor == null ? 2.0 : (double) factor.value())
                .jitter(jitter == null ? 0.0 : (double) jitter.value());
        return cap == null ? backoff : backoff.cap((Duration) cap.value());
    }
}
