package dev.wove.apicheck.consumer;

import dev.wove.Backoff;
import dev.wove.Limiter;
import dev.wove.OnFailure;
import dev.wove.Outcome;
import dev.wove.PlannedTask;
import dev.wove.Policy;
import dev.wove.TaskTiming;
import dev.wove.WeaveOptions;
import dev.wove.java.Wove;
import dev.wove.trace.TraceEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A program of a user, in Java. What it gives is the same whatever is added to Wove after it was compiled. */
public final class JavaConsumer {
    private static final Limiter LIMITER = Limiter.concurrent(2);

    private static final Policy.Builder SHARED = Policy.retries(1)
            .backoff(Backoff.constant(Duration.ofMillis(1)))
            .retryIf(e -> e instanceof IOException)
            .timeout(Duration.ofMinutes(1))
            .deadline(Duration.ofMinutes(2))
            .limit(LIMITER)
            .abandonAfter(Duration.ofMinutes(3));

    private JavaConsumer() {}

    public static List<String> run() {
        return List.of(
                "policies " + policies(),
                "options " + options(),
                "tasks " + tasks(),
                "merges " + merges(),
                "scope " + scope(),
                "facts " + facts(),
                "events " + events());
    }

    private static String policies() {
        var all =
                SHARED.fallback(e -> 1).workers(2).perMinute(600).maxPending(3).onCaller();
        return all.retries() + " " + all.timeout() + " " + all.deadline() + " " + all.workers() + " " + all.perMinute()
                + " " + all.maxPending() + " " + all.abandonAfter() + " " + all.runsOnCaller() + " "
                + Policy.policy().with(SHARED).equals(SHARED) + " " + Policy.workers(1);
    }

    private static String options() {
        var all = WeaveOptions.workers(4)
                .maxBlocking(3)
                .timeout(Duration.ofMinutes(1))
                .onFailure(OnFailure.CONTINUE)
                .showValues()
                .trace()
                .stallAfter(Duration.ofMinutes(1))
                .listener(event -> {});
        return all.workers() + " " + all.maxBlocking() + " " + all.timeout() + " " + all.onFailure() + " "
                + all.showsValues() + " " + all.traces() + " " + all.stallAfter() + " "
                + all.listeners().size() + " "
                + WeaveOptions.options().with(all).equals(all);
    }

    private static int tasks() {
        return Wove.with(WeaveOptions.workers(4)).weave("w", w -> {
            var a = w.task("a", () -> 1);
            var b = w.with(SHARED).after(a).task("b", () -> 2);
            var c = w.each("c", List.of(1, 2, 3), x -> 2 * x);
            return w.task(
                    "d",
                    a,
                    b,
                    c,
                    (x, y, items) -> x + y + items.stream().mapToInt(i -> i).sum());
        });
    }

    private static int merges() {
        return Wove.weave(
                "w",
                w -> w.task("a", () -> {
                    List<Integer> doubled = Wove.with(SHARED).merge("m", List.of(1, 2), x -> 2 * x);
                    return doubled.size();
                }));
    }

    private static int scope() {
        try (var scope = Wove.with(WeaveOptions.workers(2)).taskScope()) {
            var a = scope.start(() -> 1);
            return scope.with(SHARED).after(a).named("b").start(() -> 2).join();
        }
    }

    private static String facts() {
        var plan = Wove.plan("w", w -> w.with(Policy.retries(1)).task("a", () -> 1));
        PlannedTask planned = plan.task("a");
        var result = Wove.runForResult(plan);
        TaskTiming timing = result.timings().get("a");
        Outcome<?> outcome = result.outcome("a");
        return planned.name() + " " + planned.kind() + " " + planned.inputs() + " "
                + planned.policy().retries() + " "
                + timing.attempts().size() + " " + (outcome instanceof Outcome.Succeeded<?> s ? s.value() : "none")
                + " " + result.trace().task("a").attempts().get(0).number();
    }

    private static String events() {
        var seen = new ConcurrentLinkedQueue<String>();
        var calls = new AtomicInteger();
        Wove.with(WeaveOptions.listener(event -> {
                    if (event instanceof TraceEvent.TaskStarted started) {
                        seen.add(started.task() + " started");
                    } else if (event instanceof TraceEvent.AttemptFailed failed) {
                        seen.add(failed.task() + " failed with "
                                + failed.failure().message());
                    } else if (event instanceof TraceEvent.TaskEnded ended) {
                        seen.add(ended.task() + " " + ended.how());
                    } else if (event instanceof TraceEvent.WeaveEnded ended) {
                        seen.add("ended " + ended.how() + ", "
                                + ended.trace().tasks().size() + " task");
                    }
                }))
                .weave(
                        "w",
                        w -> w.with(Policy.retries(1)).task("a", () -> {
                            if (calls.incrementAndGet() == 1) {
                                throw new IOException("once");
                            }
                            return 1;
                        }));
        return String.join(", ", seen);
    }
}
