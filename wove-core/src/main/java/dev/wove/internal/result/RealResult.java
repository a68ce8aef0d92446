package dev.wove.internal.result;

import dev.wove.FinishedItems;
import dev.wove.Outcome;
import dev.wove.Task;
import dev.wove.TaskFailure;
import dev.wove.TaskTiming;
import dev.wove.WeaveResult;
import dev.wove.internal.graph.Edges;
import dev.wove.internal.graph.Ending;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.NodeList;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.graph.TaskRef;
import dev.wove.internal.trace.NodeTimes;
import dev.wove.internal.trace.RunFacts;
import dev.wove.internal.trace.TraceReader;
import dev.wove.trace.Trace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The nodes of a completed run, read as data. */
public final class RealResult<R extends @Nullable Object> implements WeaveResult<R> {
    private final Graph graph;
    private final NodeList nodes;
    private final TaskNode<?> returned;
    private final @Nullable Throwable failure;
    private final List<TaskFailure> failures;
    private final RunFacts facts;

    private volatile @Nullable Trace trace;

    /** Of the run that left {@code ran}, nothing but what can be asked for is kept. */
    public RealResult(RunFacts ran, TaskNode<?> returned) {
        this.facts = ran.left();
        this.graph = facts.graph();
        this.nodes = facts.nodes();
        this.returned = nodes.get(returned.index);
        this.failure = facts.thrown();
        this.failures = facts.failures();
    }

    @Override
    public String weave() {
        return graph.name();
    }

    @Override
    @SuppressWarnings("unchecked")
    public R value() {
        if (failure != null) {
            throw Results.rethrow(failure);
        }
        return (R) valueOf(returned);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> T get(Task<T> task) {
        var value = valueOf(node(task));
        if (task instanceof TaskRef<?> ref) {
            ref.check(value);
        }
        return (T) value;
    }

    @Override
    public @Nullable Object get(String name) {
        var given = graph.find(name) == null ? graph.given(name) : null;
        return given != null ? given.value() : valueOf(node(name));
    }

    private static @Nullable Object valueOf(TaskNode<?> node) {
        var state = node.state();
        if (state instanceof Ending ending) {
            throw Results.rethrow(ending.cause);
        }
        assert state != null;
        return node.valueOf(state);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> Outcome<T> outcome(Task<T> task) {
        return (Outcome<T>) Results.outcome(node(task));
    }

    @Override
    public Outcome<?> outcome(String name) {
        var given = graph.find(name) == null ? graph.given(name) : null;
        return given != null ? new Outcome.Succeeded<>(given.value()) : Results.outcome(node(name));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> FinishedItems<T> items(Task<? extends List<? extends T>> task) {
        return (FinishedItems<T>) items(node(task));
    }

    @Override
    public FinishedItems<?> items(String name) {
        return items(node(name));
    }

    private FinishedItems<?> items(TaskNode<?> node) {
        return new ItemsReader(graph, nodes).read(node);
    }

    /** What is left of {@code task}, or null if it is of another weave. */
    public @Nullable TaskNode<?> find(Task<?> task) {
        return graph.resolve(task);
    }

    /** What is left of the task of that name. */
    public TaskNode<?> task(String name) {
        return node(name);
    }

    private TaskNode<?> node(Task<?> task) {
        var node = graph.resolve(task);
        if (node == null && task instanceof TaskRef<?>) {
            throw graph.unknown(task.name());
        }
        if (node == null) {
            throw new NoSuchElementException(
                    "Task '" + task.name() + "' is not of weave '" + graph.name() + "', whose result this is");
        }
        return nodes.get(node.index);
    }

    private TaskNode<?> node(String name) {
        var node = graph.find(name);
        if (node == null) {
            throw graph.unknown(name);
        }
        return nodes.get(node.index);
    }

    @Override
    public List<String> names() {
        return Collections.unmodifiableList(graph.names());
    }

    @Override
    public List<TaskFailure> failures() {
        return failures;
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public Set<String> cancelled() {
        return names(node -> isEnding(node, Ending.Kind.CANCELLED));
    }

    @Override
    public Set<String> skipped() {
        return names(node -> isEnding(node, Ending.Kind.SKIPPED));
    }

    private Set<String> names(Predicate<TaskNode<?>> which) {
        var names = new LinkedHashSet<String>();
        for (int i = 0; i < graph.size(); i++) {
            if (which.test(nodes.get(i))) {
                names.add(nodes.get(i).name());
            }
        }
        return Collections.unmodifiableSet(names);
    }

    private static boolean isEnding(TaskNode<?> node, Ending.Kind kind) {
        var ending = node.ending();
        return ending != null && ending.kind == kind;
    }

    @Override
    public Trace trace() {
        var known = trace;
        if (known == null) {
            synchronized (facts) {
                known = trace;
                if (known == null) {
                    known = TraceReader.read(facts);
                    trace = known;
                }
            }
        }
        return known;
    }

    @Override
    public Map<String, TaskTiming> timings() {
        var times = new NodeTimes(nodes, graph.size(), facts.startedAt());
        var timings = new LinkedHashMap<String, TaskTiming>();
        for (int i = 0; i < graph.size(); i++) {
            timings.put(nodes.get(i).name(), timing(nodes.get(i), times));
        }
        return Collections.unmodifiableMap(timings);
    }

    private TaskTiming timing(TaskNode<?> node, NodeTimes times) {
        long started = times.started(node);
        long ended = times.ended(node);
        var notes = node.notes();
        var attempts = new ArrayList<Duration>();
        if (notes != null) {
            for (long nanos : notes.attempts()) {
                attempts.add(Duration.ofNanos(nanos));
            }
        }
        if (attempts.isEmpty() && NodeTimes.hasStarted(node)) {
            attempts.add(Duration.ofNanos(ended - started));
        }
        var items = notes == null || notes.itemDurations == null ? null : notes.itemDurations.statistics();
        return new ResultFacts.TaskTiming(
                node.name(), since(times.ready(node)), since(started), since(ended), attempts, items);
    }

    private Duration since(long instant) {
        return Duration.ofNanos(instant - facts.startedAt());
    }

    /** Whether {@code task} could not start before {@code input} had ended, by what they and those between declared. */
    public boolean needs(String task, String input) {
        var wanted = node(input);
        var seen = new LinkedHashSet<TaskNode<?>>();
        var waiting = new ArrayDeque<TaskNode<?>>(List.of(node(task)));
        while (!waiting.isEmpty()) {
            var node = waiting.remove();
            if (node == wanted) {
                return true;
            }
            var mapping = node.mapping();
            for (var declared : Edges.inputsOf(node)) {
                boolean givesItems = mapping != null && mapping.upstream() == declared;
                if (!givesItems && seen.add(declared)) {
                    waiting.add(nodes.get(declared.index));
                }
            }
        }
        return false;
    }

    @Override
    public int size() {
        int succeeded = 0;
        for (int i = 0; i < graph.size(); i++) {
            if (nodes.get(i).ending() == null) {
                succeeded++;
            }
        }
        return succeeded;
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        var values = new ArrayList<@Nullable Object>();
        for (int i = 0; i < graph.size(); i++) {
            var state = nodes.get(i).state();
            if (state != null && !(state instanceof Ending)) {
                values.add(nodes.get(i).valueOf(state));
            }
        }
        return values.iterator();
    }

    @Override
    public String toString() {
        return "WeaveResult(" + weave() + ", " + size() + " of " + graph.size() + " tasks succeeded)";
    }
}
