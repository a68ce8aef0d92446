package dev.wove.internal.reuse;

import dev.wove.Backoff;
import dev.wove.Do;
import dev.wove.PlanException;
import dev.wove.Policy;
import dev.wove.internal.text.Durations;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The options of a {@link Do} as a policy. */
final class DeclaredOptions {
    private final Do given;
    private final String task;
    private final Problems problems;

    interface Problems {
        void add(Mistake.Kind kind, String text);
    }

    /** Tells {@code problems} what cannot be; {@code task} is how messages begin. */
    DeclaredOptions(Do given, String task, Problems problems) {
        this.given = given;
        this.task = task;
        this.problems = problems;
    }

    Policy policy() {
        var policy = new Policy[] {Policy.none()};
        number(given.retries(), n -> policy[0] = builder(policy).retries(n));
        duration(
                "timeout", given.timeout(), limit -> policy[0] = builder(policy).timeout(limit));
        duration(
                "deadline",
                given.deadline(),
                limit -> policy[0] = builder(policy).deadline(limit));
        backoff(wait -> policy[0] = builder(policy).backoff(wait));
        number(given.workers(), n -> policy[0] = builder(policy).workers(n));
        number(given.perMinute(), n -> policy[0] = builder(policy).perMinute(n));
        number(given.maxPending(), n -> policy[0] = builder(policy).maxPending(n));
        duration(
                "abandonAfter",
                given.abandonAfter(),
                wait -> policy[0] = builder(policy).abandonAfter(wait));
        if (!given.environment().isEmpty()) {
            checked(() -> policy[0] = builder(policy).environment(given.environment()));
        }
        return given.onCaller() ? builder(policy).onCaller() : policy[0];
    }

    private static Policy.Builder builder(Policy[] policy) {
        return (Policy.Builder) policy[0];
    }

    private void number(int value, Consumer<Integer> set) {
        if (value != Do.NOT_GIVEN) {
            checked(() -> set.accept(value));
        }
    }

    private void duration(String option, String text, Consumer<Duration> set) {
        var duration = read(option, text);
        if (duration != null) {
            checked(() -> set.accept(duration));
        }
    }

    private void backoff(Consumer<Backoff> set) {
        var first = read("backoff", given.backoff());
        var cap = read("backoffCap", given.backoffCap());
        if (first != null) {
            checked(() -> {
                var wait = Backoff.exponential(first, given.backoffFactor()).jitter(given.backoffJitter());
                set.accept(cap == null ? wait : wait.cap(cap));
            });
        } else if (given.backoff().isEmpty()
                && (!given.backoffCap().isEmpty() || given.backoffFactor() != 2.0 || given.backoffJitter() != 0.0)) {
            problems.add(
                    Mistake.Kind.BAD_OPTION,
                    task + " says how a backoff goes on, but not how it begins.\n  Give the first wait with backoff.");
        }
    }

    private @Nullable Duration read(String option, String text) {
        if (text.isEmpty()) {
            return null;
        }
        var duration = Durations.parse(text);
        if (duration == null) {
            problems.add(
                    Mistake.Kind.BAD_DURATION,
                    task + " has the option " + option + " = \"" + text + "\", which is not a duration.\n"
                            + "  Write a whole number and ns, us, ms, s, m, h or d, several in a row (\"1m30s\"), or"
                            + " ISO-8601 (\"PT1M30S\").");
        }
        return duration;
    }

    private void checked(Runnable setting) {
        try {
            setting.run();
        } catch (PlanException e) {
            var text = String.valueOf(e.getMessage());
            problems.add(
                    Mistake.Kind.BAD_OPTION, task + ": " + Character.toLowerCase(text.charAt(0)) + text.substring(1));
        }
    }
}
