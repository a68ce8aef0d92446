package dev.wove.micrometer;

import dev.wove.trace.Ended;
import dev.wove.trace.TraceEvent;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of all weaves of one name. */
final class WeaveMeters {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.micrometer");

    private final @Nullable LongTaskTimer active;
    private final @Nullable Outcomes ends;
    private final BoundedNames<TaskMeters> tasks;

    WeaveMeters(MeterRegistry registry, String weave, boolean timers, int mostTasks) {
        active = !timers
                ? null
                : LongTaskTimer.builder("wove.weave.active")
                        .description("Weaves that run now")
                        .tag("weave", weave)
                        .register(registry);
        ends = !timers
                ? null
                : new Outcomes(
                        () -> Timer.builder("wove.weave")
                                .description("Weaves, from their start to the end of all their tasks")
                                .tag("weave", weave),
                        registry);
        tasks = new BoundedNames<>(
                mostTasks,
                task -> new TaskMeters(registry, weave, task, timers),
                () -> LOG.warn(
                        "Weave '{}' has more than {} names of tasks; those that come now are counted as task=\"{}\"."
                                + " Give tasks that are made in a loop one name and a number, or raise maxTasksPerWeave.",
                        weave,
                        mostTasks,
                        BoundedNames.OTHER));
    }

    LongTaskTimer.@Nullable Sample started() {
        return active == null ? null : active.start();
    }

    void ended(TraceEvent.WeaveEnded event) {
        if (ends != null) {
            ends.record(event.how(), event.thrown(), event.atNanos());
        }
    }

    void task(TraceEvent.TaskEnded event) {
        var meters = tasks.get(event.family());
        if (event.how() == Ended.SKIPPED) {
            meters.skipped();
        } else {
            meters.ended(event);
        }
    }

    void item(TraceEvent.ItemEnded event) {
        tasks.get(event.family()).item(event);
    }

    void attemptFailed(TraceEvent.AttemptFailed event) {
        tasks.get(event.family()).attemptFailed(event.thrown());
    }
}
