package dev.wove.micrometer;

import dev.wove.TaskKind;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.WaitCause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The meters of all tasks of one name in weaves of one name. A series is made when there is something to count. */
final class TaskMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final boolean timers;
    private final ConcurrentHashMap<TaskKind, Outcomes> ends = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<WaitCause, Timer> waits = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Class<?>, Counter> failedAttempts = new ConcurrentHashMap<>();
    private final Outcomes items;
    private volatile @Nullable Counter skipped;

    TaskMeters(MeterRegistry registry, String weave, String task, boolean timers) {
        this.timers = timers;
        this.registry = registry;
        this.tags = Tags.of("weave", weave, "task", task);
        this.items = new Outcomes(
                () -> Timer.builder("wove.item")
                        .description("Items of mapped tasks, with all their attempts")
                        .tags(tags),
                registry);
    }

    void ended(TraceEvent.TaskEnded event) {
        if (timers) {
            outcomes(event.kind()).record(event.how(), event.thrown(), event.ranNanos());
        }
        for (var waiting : event.waiting()) {
            wait(waiting.cause()).record(waiting.total());
        }
    }

    private Outcomes outcomes(TaskKind kind) {
        var known = ends.get(kind);
        return known != null ? known : ends.computeIfAbsent(kind, this::newOutcomes);
    }

    private Outcomes newOutcomes(TaskKind kind) {
        return new Outcomes(
                () -> Timer.builder("wove.task")
                        .description("Tasks, from the start of their first attempt")
                        .tags(tags)
                        .tag("kind", word(kind)),
                registry);
    }

    private Timer wait(WaitCause cause) {
        var known = waits.get(cause);
        return known != null ? known : waits.computeIfAbsent(cause, this::newWait);
    }

    private Timer newWait(WaitCause cause) {
        return Timer.builder("wove.task.wait")
                .description("What tasks waited for once their inputs had ended")
                .tags(tags)
                .tag("cause", word(cause))
                .register(registry);
    }

    void item(TraceEvent.ItemEnded event) {
        items.record(event.how(), event.thrown(), event.ranNanos());
    }

    void attemptFailed(@Nullable Throwable thrown) {
        var error = thrown == null ? Throwable.class : thrown.getClass();
        failedAttempts.computeIfAbsent(error, this::newFailedAttempts).increment();
    }

    private Counter newFailedAttempts(Class<?> error) {
        return Counter.builder("wove.task.attempts.failed")
                .description("Attempts that failed and were followed by another, or by the fallback")
                .tags(tags)
                .tag("error", Outcomes.name(error))
                .register(registry);
    }

    void skipped() {
        var counter = skipped;
        if (counter == null) {
            counter = Counter.builder("wove.task.skipped")
                    .description("Tasks that never started, as an input had no value")
                    .tags(tags)
                    .register(registry);
            skipped = counter;
        }
        counter.increment();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
