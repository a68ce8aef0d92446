package dev.wove.micrometer;

import dev.wove.micrometer.WoveObservations.NamesOfWeave;
import dev.wove.observe.BodyId;
import dev.wove.observe.BodyObserver;
import dev.wove.observe.RunObserver;
import dev.wove.observe.RunStart;
import dev.wove.trace.Ended;
import dev.wove.trace.InputTrace;
import dev.wove.trace.TraceEvent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The observations of one run. */
final class ObservedWeave implements RunObserver {
    private final ObservationRegistry registry;
    private final NamesOfWeave names;
    private final Observation observation;

    /** Those that have not ended, by the index of the task. */
    private final Map<Integer, ObservedTask> tasks = new ConcurrentHashMap<>();

    ObservedWeave(ObservationRegistry registry, RunStart run, NamesOfWeave names) {
        this.registry = registry;
        this.names = names;
        this.observation = Observation.createNotStarted("wove.weave", registry)
                .contextualName(run.family())
                .lowCardinalityKeyValue("weave", names.weave())
                .start();
    }

    /** Current while a body of the task runs. */
    private record ObservedTask(Observation observation) implements BodyObserver {
        @Override
        public AutoCloseable enters() {
            return observation.openScope();
        }
    }

    @Override
    public BodyObserver bodyStarts(BodyId body) {
        return tasks.computeIfAbsent(body.index(), index -> new ObservedTask(task(body)));
    }

    private Observation task(BodyId body) {
        var inputs = body.inputs().stream().map(InputTrace::task).collect(Collectors.joining(", "));
        var task = Observation.createNotStarted("wove.task", registry)
                .contextualName(body.family())
                .parentObservation(observation)
                .lowCardinalityKeyValue("weave", names.weave())
                .lowCardinalityKeyValue("task", names.tasks().get(body.family()))
                .lowCardinalityKeyValue("kind", word(body.kind()))
                .highCardinalityKeyValue("wove.task", body.task());
        return (inputs.isEmpty() ? task : task.highCardinalityKeyValue("wove.inputs", inputs)).start();
    }

    @Override
    public void happened(TraceEvent event) {
        if (event instanceof TraceEvent.TaskEnded ended) {
            var task = tasks.remove(ended.index());
            if (task != null) {
                end(task.observation, ended.how(), ended.thrown());
            }
        } else if (event instanceof TraceEvent.AttemptFailed failed) {
            var task = tasks.get(failed.index());
            if (task != null) {
                task.observation.event(
                        Observation.Event.of("attempt.failed", "attempt " + failed.attempt() + " failed"));
            }
        } else if (event instanceof TraceEvent.WeaveEnded ended) {
            end(observation, ended.how(), ended.thrown());
        }
    }

    /** A cancellation is no error. */
    private static void end(Observation observation, Ended how, @Nullable Throwable thrown) {
        observation.lowCardinalityKeyValue("outcome", word(how));
        if (how == Ended.FAILED && thrown != null) {
            observation.error(thrown);
        }
        observation.stop();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
