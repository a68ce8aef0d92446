package dev.wove.internal.trace;

import dev.wove.TaskFailure;
import dev.wove.internal.clock.RunClock;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.NodeList;
import dev.wove.trace.Ended;
import dev.wove.trace.RunId;
import dev.wove.trace.Trace;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a completed run left behind.
 *
 * @param nodes its tasks
 * @param startedAt when it started, by {@code clock}
 * @param thrown what the weave throws, or null if it succeeded
 * @param failures the notes on what failed
 * @param id made when asked for
 */
public record RunFacts(
        Graph graph,
        NodeList nodes,
        RunClock clock,
        long startedAt,
        Ended ended,
        @Nullable Throwable thrown,
        List<TaskFailure> failures,
        Supplier<RunId> id) {

    /** The same for who keeps it: of bodies, sources of items, listeners and the caller's context nothing is in it. */
    public RunFacts left() {
        var left = graph.left(nodes);
        var known = id.get();
        return new RunFacts(left, left.nodesToRunOnce(), clock, startedAt, ended, thrown, failures, () -> known);
    }

    /** Reads them anew. */
    public Trace trace() {
        return TraceReader.read(this);
    }
}
