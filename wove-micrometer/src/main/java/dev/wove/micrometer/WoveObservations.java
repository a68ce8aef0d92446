package dev.wove.micrometer;

import dev.wove.observe.RunStart;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.WeaveListener;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An observation for each weave, {@code wove.weave}, and for each of its tasks, {@code wove.task}, for whatever handlers the
 * registry has: timers, spans of Micrometer Tracing, logs.
 *
 * <pre>{@code
 * Wove.configure(c -> c.observer(WoveObservations.of(registry)));
 * }</pre>
 *
 * <p>That of a weave is a child of the one that is current where the weave is called, that of a task a child of its weave's, and
 * current while a body of the task runs. Attempts that failed are events. The key values are the tags of the timers of {@link
 * WoveMeters}, which should leave those out then ({@link WoveMeters.Builder#timers}); with high cardinality {@code wove.task} and
 * {@code wove.inputs}, the tasks that it waited for. Names are counted as meters count them. A registry without handlers costs nothing.
 */
public final class WoveObservations implements WeaveObserver {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.micrometer");
    private static final int MOST_WEAVES = 1_000;
    private static final int MOST_TASKS = 100;

    private final ObservationRegistry registry;
    private final BoundedNames<NamesOfWeave> weaves = new BoundedNames<>(
            MOST_WEAVES,
            weave -> new NamesOfWeave(weave, new BoundedNames<>(MOST_TASKS, task -> task, () -> tooMany("tasks"))),
            () -> tooMany("weaves"));

    private WoveObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** The names of a weave and its tasks, of which there are not too many. */
    record NamesOfWeave(String weave, BoundedNames<String> tasks) {}

    private static void tooMany(String what) {
        LOG.warn("There are too many names of {}; those that come now are observed as {}.", what, BoundedNames.OTHER);
    }

    /** Observations in {@code registry}. */
    public static WoveObservations of(ObservationRegistry registry) {
        return new WoveObservations(registry);
    }

    @Override
    public @Nullable WeaveListener starts(RunStart run) {
        return registry.isNoop() ? null : new ObservedWeave(registry, run, weaves.get(run.family()));
    }
}
