package dev.wove.test;

import dev.wove.observe.RunStart;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.RunId;
import dev.wove.trace.Trace;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records the runs that it sees as an observer, for code under test that weaves but returns no {@code WeaveResult}.
 *
 * <pre>{@code
 * var runs = new RecordedRuns();
 * configured(c -> c.observer(runs), () -> service.page(7));
 * assertWeave(runs.only("page")).started("author").notStarted("ads");
 * }</pre>
 *
 * <p>The extensions for JUnit and Kotest give each test one of its own, which sees the weaves that start on the thread of the
 * test (or in its coroutine) and in bodies of weaves in it. It keeps all that it has seen, so it is for tests only. Safe to
 * use from any thread.
 */
public final class RecordedRuns implements WeaveObserver {
    private final List<Run> runs = new ArrayList<>(); // guarded by itself

    /** One that has seen nothing yet. */
    public RecordedRuns() {}

    @Override
    public WeaveListener starts(RunStart start) {
        var run = new Run(start.id());
        synchronized (runs) {
            runs.add(run);
        }
        return run;
    }

    /** The runs that have ended, those inside others as well, in the order in which they started. */
    public List<Trace> all() {
        return seen().stream().map(Run::trace).flatMap(List::stream).toList();
    }

    /** Those of them that are in no other run that was seen. */
    public List<Trace> outermost() {
        var seen = seen();
        var ids = seen.stream().map(run -> run.id).collect(Collectors.toSet());
        return seen.stream()
                .filter(run -> run.id.around() == null || !ids.contains(run.id.around()))
                .map(Run::trace)
                .flatMap(List::stream)
                .toList();
    }

    /** Those runs of the weave of that name that have ended, in the order in which they started. */
    public List<Trace> of(String weave) {
        return seen().stream()
                .filter(run -> run.id.weave().equals(weave))
                .map(Run::trace)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The one run of the weave of that name.
     *
     * @throws AssertionError if none has ended, or more than one
     */
    public Trace only(String weave) {
        var found = of(weave);
        if (found.size() != 1) {
            throw new AssertionError("Weave '" + weave + "' was expected to have run once, but "
                    + (found.isEmpty() ? "has not" : "has run " + found.size() + " times") + ".\n  Recorded: "
                    + names());
        }
        return found.get(0);
    }

    /** The runs that have started and not ended. */
    public List<RunId> running() {
        return seen().stream().filter(run -> run.end == null).map(run -> run.id).toList();
    }

    /** {@code RecordedRuns(page, ads (running))}. */
    @Override
    public String toString() {
        return "RecordedRuns(" + names() + ")";
    }

    private String names() {
        var names = seen().stream()
                .map(run -> run.end == null ? run.id.weave() + " (running)" : run.id.weave())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing" : names;
    }

    private List<Run> seen() {
        synchronized (runs) {
            return List.copyOf(runs);
        }
    }

    private static final class Run implements WeaveListener {
        final RunId id;
        volatile TraceEvent.@Nullable WeaveEnded end;

        Run(RunId id) {
            this.id = id;
        }

        @Override
        public void happened(TraceEvent event) {
            if (event instanceof TraceEvent.WeaveEnded ended) {
                end = ended;
            }
        }

        /** One, or none if it runs. */
        List<Trace> trace() {
            var ended = end;
            return ended == null ? List.of() : List.of(ended.trace());
        }
    }
}
