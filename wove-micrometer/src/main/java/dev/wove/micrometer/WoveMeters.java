package dev.wove.micrometer;

import dev.wove.BackgroundWeaves;
import dev.wove.Limiter;
import dev.wove.observe.RunStart;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters of all weaves of a process, or of those it is given to:
 *
 * <pre>{@code
 * Wove.configure(c -> c.observer(WoveMeters.of(registry)));
 * }</pre>
 *
 * <table>
 * <caption>The meters</caption>
 * <tr><th>Name<th>Kind<th>Tags
 * <tr><td>{@code wove.weave}<td>timer<td>weave, outcome, error
 * <tr><td>{@code wove.weave.active}<td>long task timer<td>weave
 * <tr><td>{@code wove.task}<td>timer, from the start of the first attempt<td>weave, task, kind, outcome, error
 * <tr><td>{@code wove.task.wait}<td>timer, of what it waited for once its inputs had ended<td>weave, task, cause
 * <tr><td>{@code wove.task.attempts.failed}<td>counter<td>weave, task, error
 * <tr><td>{@code wove.task.skipped}<td>counter<td>weave, task
 * <tr><td>{@code wove.item}<td>timer<td>weave, task, outcome, error
 * <tr><td>{@code wove.remote.sent}, {@code .resent}, {@code .orphaned}<td>counters of attempts that went elsewhere<td>environment
 * <tr><td>{@code wove.remote.inflight}<td>gauge of those that have not ended<td>environment
 * <tr><td>{@code wove.limiter.taken}, {@code .max}, {@code .waiting}<td>gauges, of what {@link #limiter} is given<td>limiter
 * <tr><td>{@code wove.background.running}<td>gauge, of what {@link #background} is given<td>
 * </table>
 *
 * <p>The number of series does not grow with items, nor with names: tasks and weaves are counted by family, which is their name
 * without the number it may end in, and above a limit as {@code _other}. {@code error} is the class of the exception.
 *
 * <p>Bodies run as fast as without it: it is told of events, and is around no body.
 */
public final class WoveMeters implements WeaveObserver {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.micrometer");
    private static final int MOST_WEAVES = 1_000;
    private static final int MOST_TASKS = 100;

    private final MeterRegistry registry;
    private final boolean items;
    private final BoundedNames<WeaveMeters> weaves;
    private final Map<String, RemoteMeters> remote = new ConcurrentHashMap<>();

    private WoveMeters(MeterRegistry registry, boolean timers, boolean items, int mostTasks) {
        this.registry = registry;
        this.items = items;
        this.weaves = new BoundedNames<>(
                MOST_WEAVES,
                weave -> new WeaveMeters(registry, weave, timers, mostTasks),
                () -> LOG.warn(
                        "There are more than {} names of weaves; those that come now are counted as weave=\"{}\"."
                                + " Give weaves names that do not change.",
                        MOST_WEAVES,
                        BoundedNames.OTHER));
    }

    /** Meters in {@code registry}: items counted, at most 100 names of tasks for each weave. */
    public static WoveMeters of(MeterRegistry registry) {
        return new WoveMeters(registry, true, true, MOST_TASKS);
    }

    /** What sets how much is counted in {@code registry}. */
    public static Builder builder(MeterRegistry registry) {
        return new Builder(registry);
    }

    /** Shows how many slots {@code limiter} has, how many are taken and who waits, with the tag {@code limiter=name}. */
    public WoveMeters limiter(String name, Limiter limiter) {
        gauge("wove.limiter.taken", "Bodies that hold a slot of the limiter", name, limiter, Limiter::inUse);
        gauge("wove.limiter.max", "Slots of the limiter", name, limiter, Limiter::most);
        gauge("wove.limiter.waiting", "Tasks and items that wait for a slot", name, limiter, Limiter::waiting);
        return this;
    }

    private void gauge(
            String meter, String description, String name, Limiter limiter, ToDoubleFunction<Limiter> value) {
        Gauge.builder(meter, limiter, value)
                .description(description)
                .tag("limiter", name)
                .register(registry);
    }

    /** Shows how many of {@code weaves} have not ended, as {@code wove.background.running}. */
    public WoveMeters background(BackgroundWeaves weaves) {
        Gauge.builder("wove.background.running", weaves, all -> all.running().size())
                .description("Background weaves that have not ended")
                .register(registry);
        return this;
    }

    @Override
    public WeaveListener starts(RunStart run) {
        var meters = weaves.get(run.family());
        var active = meters.started();
        var elsewhere = new RemoteMeters.OfRun(remote);
        return event -> {
            if (event instanceof TraceEvent.TaskEnded task) {
                meters.task(task);
                elsewhere.ended(task.index(), -1, task.thrown());
            } else if (event instanceof TraceEvent.ItemEnded item) {
                if (items) {
                    meters.item(item);
                }
                elsewhere.ended(item.index(), item.item(), item.thrown());
            } else if (event instanceof TraceEvent.AttemptFailed attempt) {
                meters.attemptFailed(attempt);
                elsewhere.ended(attempt.index(), attempt.item(), attempt.thrown());
            } else if (event instanceof TraceEvent.TaskSent sent) {
                elsewhere.sent(sent, registry);
            } else if (event instanceof TraceEvent.WeaveEnded weave) {
                if (active != null) {
                    active.stop();
                }
                meters.ended(weave);
            }
        };
    }

    /** What to count. */
    public static final class Builder {
        private final MeterRegistry registry;
        private boolean timers = true;
        private boolean items = true;
        private int mostTasks = MOST_TASKS;

        private Builder(MeterRegistry registry) {
            this.registry = registry;
        }

        /** Whether weaves and tasks are timed; they are unless this says no, as {@link WoveObservations} has those timers made. */
        public Builder timers(boolean timed) {
            timers = timed;
            return this;
        }

        /** Whether items of mapped tasks are timed; they are unless this says no. */
        public Builder items(boolean timed) {
            items = timed;
            return this;
        }

        /**
         * How many names of tasks a weave may have, 100 unless this is set; those that come after are counted together.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder maxTasksPerWeave(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("maxTasksPerWeave is " + most + ".\n  Give at least 1.");
            }
            mostTasks = most;
            return this;
        }

        public WoveMeters build() {
            return new WoveMeters(registry, timers, items, mostTasks);
        }
    }
}
