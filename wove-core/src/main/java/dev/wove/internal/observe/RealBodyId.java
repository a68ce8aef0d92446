package dev.wove.internal.observe;

import dev.wove.TaskKind;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.trace.DeclaredInputs;
import dev.wove.internal.trace.Families;
import dev.wove.observe.BodyId;
import dev.wove.trace.InputTrace;
import dev.wove.trace.RunId;
import java.time.Duration;
import java.util.List;

/** Keeps the node, and so what it holds, as long as somebody keeps this: observers are told not to. */
public final class RealBodyId implements BodyId {
    private final RunId run;
    private final TaskNode<?> node;
    private final int item;
    private final int attempt;
    private final Duration ready;

    public RealBodyId(RunId run, TaskNode<?> node, int item, int attempt, Duration ready) {
        this.run = run;
        this.node = node;
        this.item = item;
        this.attempt = attempt;
        this.ready = ready;
    }

    @Override
    public RunId run() {
        return run;
    }

    @Override
    public String task() {
        return node.name();
    }

    @Override
    public int index() {
        return node.index;
    }

    @Override
    public String family() {
        return Families.of(node.name());
    }

    @Override
    public TaskKind kind() {
        return node.kind;
    }

    @Override
    public int item() {
        return item;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public List<InputTrace> inputs() {
        return DeclaredInputs.of(node);
    }

    @Override
    public Duration ready() {
        return ready;
    }

    @Override
    public String toString() {
        return run + "/" + node.name() + (item < 0 ? "" : "[" + item + "]") + (attempt == 1 ? "" : " #" + attempt);
    }
}
