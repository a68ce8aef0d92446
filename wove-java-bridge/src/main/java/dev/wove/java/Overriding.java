package dev.wove.java;

import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.TaskKind;
import dev.wove.function.TaskBody;
import dev.wove.function.TaskBody1;
import dev.wove.function.TaskBody2;
import dev.wove.function.TaskBody3;
import dev.wove.function.TaskBody4;
import dev.wove.function.TaskBody5;
import dev.wove.internal.engine.ClassWeaving;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.Mapping;
import dev.wove.internal.graph.TaskRef;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A task of a {@link dev.wove.Weave} class that is overridden, and waits for its body.
 *
 * <p>One file, because it is one table: kinds of bodies by number of inputs.
 *
 * @param <T> what one call of the body makes
 */
public final class Overriding<T extends @Nullable Object> {
    private static final TaskInput[] NOTHING = {};

    private final Graph graph;
    private final ClassWeaving weaving;
    private final int index;
    private final @Nullable Class<?> type;
    private final Policy policy;
    private final TaskInput[] after;

    Overriding(Graph graph, ClassWeaving weaving, Task<T> task, Policy policy, TaskInput[] after) {
        this.graph = graph;
        this.weaving = weaving;
        this.index = weaving.beginOverride(task.name(), null);
        this.type = task instanceof TaskRef<?> ref ? ref.type() : null;
        this.policy = policy;
        this.after = after;
    }

    /** Gives it a body that may block. */
    public Task<T> with(TaskBody<? extends T> body) {
        return single(TaskKind.BLOCKING, NOTHING, body, (in, item) -> body.run());
    }

    /** Gives it a body that may block. */
    public <A extends @Nullable Object> Task<T> with(Task<? extends A> a, TaskBody1<? super A, ? extends T> body) {
        return single(TaskKind.BLOCKING, new TaskInput[] {a}, body, (in, item) -> body.run(in.get(a)));
    }

    /** Gives it a body that may block. */
    public <A extends @Nullable Object, B extends @Nullable Object> Task<T> with(
            Task<? extends A> a, Task<? extends B> b, TaskBody2<? super A, ? super B, ? extends T> body) {
        return single(TaskKind.BLOCKING, new TaskInput[] {a, b}, body, (in, item) -> body.run(in.get(a), in.get(b)));
    }

    /** Gives it a body that may block. */
    public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Task<T> with(
            Task<? extends A> a,
            Task<? extends B> b,
            Task<? extends C> c,
            TaskBody3<? super A, ? super B, ? super C, ? extends T> body) {
        return single(
                TaskKind.BLOCKING,
                new TaskInput[] {a, b, c},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c)));
    }

    /** Gives it a body that may block. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Task<T> with(
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    Task<? extends D> d,
                    TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends T> body) {
        return single(
                TaskKind.BLOCKING,
                new TaskInput[] {a, b, c, d},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c), in.get(d)));
    }

    /** Gives it a body that may block. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Task<T> with(
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    Task<? extends D> d,
                    Task<? extends E> e,
                    TaskBody5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends T> body) {
        return single(
                TaskKind.BLOCKING,
                new TaskInput[] {a, b, c, d, e},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c), in.get(d), in.get(e)));
    }

    /** Gives it a body that may block, which reads any number of inputs through an accessor. */
    public Task<T> with(List<? extends TaskInput> inputs, TaskBody1<? super Inputs, ? extends T> body) {
        return single(TaskKind.BLOCKING, inputs.toArray(NOTHING), body, (in, item) -> body.run(in));
    }

    /** Gives it a body that returns a stage, which is waited for. */
    public Task<T> withAsync(TaskBody<? extends CompletionStage<? extends T>> body) {
        return single(TaskKind.STAGE, NOTHING, body, (in, item) -> body.run());
    }

    /** Gives it a body that returns a stage, which is waited for. */
    public <A extends @Nullable Object> Task<T> withAsync(
            Task<? extends A> a, TaskBody1<? super A, ? extends CompletionStage<? extends T>> body) {
        return single(TaskKind.STAGE, new TaskInput[] {a}, body, (in, item) -> body.run(in.get(a)));
    }

    /** Gives it a body that returns a stage, which is waited for. */
    public <A extends @Nullable Object, B extends @Nullable Object> Task<T> withAsync(
            Task<? extends A> a,
            Task<? extends B> b,
            TaskBody2<? super A, ? super B, ? extends CompletionStage<? extends T>> body) {
        return single(TaskKind.STAGE, new TaskInput[] {a, b}, body, (in, item) -> body.run(in.get(a), in.get(b)));
    }

    /** Gives it a body that returns a stage, which is waited for. */
    public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Task<T> withAsync(
            Task<? extends A> a,
            Task<? extends B> b,
            Task<? extends C> c,
            TaskBody3<? super A, ? super B, ? super C, ? extends CompletionStage<? extends T>> body) {
        return single(
                TaskKind.STAGE,
                new TaskInput[] {a, b, c},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c)));
    }

    /** Gives it a body that returns a stage, which is waited for. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Task<T> withAsync(
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    Task<? extends D> d,
                    TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends CompletionStage<? extends T>>
                            body) {
        return single(
                TaskKind.STAGE,
                new TaskInput[] {a, b, c, d},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c), in.get(d)));
    }

    /** Gives it a body that returns a stage, which is waited for. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Task<T> withAsync(
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    Task<? extends D> d,
                    Task<? extends E> e,
                    TaskBody5<
                                    ? super A,
                                    ? super B,
                                    ? super C,
                                    ? super D,
                                    ? super E,
                                    ? extends CompletionStage<? extends T>>
                            body) {
        return single(
                TaskKind.STAGE,
                new TaskInput[] {a, b, c, d, e},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c), in.get(d), in.get(e)));
    }

    /** Gives it a body that returns a stage, which is waited for, which reads any number of inputs through an accessor. */
    public Task<T> withAsync(
            List<? extends TaskInput> inputs, TaskBody1<? super Inputs, ? extends CompletionStage<? extends T>> body) {
        return single(TaskKind.STAGE, inputs.toArray(NOTHING), body, (in, item) -> body.run(in));
    }

    /** Gives each item of a mapped task a body that may block. */
    @SuppressWarnings("unchecked")
    public <I extends @Nullable Object> Task<List<T>> each(
            Iterable<? extends I> items, TaskBody1<? super I, ? extends T> body) {
        return mapped(TaskKind.BLOCKING, items, NOTHING, body, (in, item) -> body.run((I) item));
    }

    /** Gives each item of a mapped task a body that may block, with an input that every item is given. */
    @SuppressWarnings("unchecked")
    public <I extends @Nullable Object, A extends @Nullable Object> Task<List<T>> each(
            Iterable<? extends I> items, Task<? extends A> a, TaskBody2<? super I, ? super A, ? extends T> body) {
        return mapped(TaskKind.BLOCKING, items, new TaskInput[] {a}, body, (in, item) -> body.run((I) item, in.get(a)));
    }

    /** Gives each item of a mapped task a body that may block, over the items that a task makes. */
    @SuppressWarnings("unchecked")
    public <I extends @Nullable Object> Task<List<T>> each(
            Task<? extends Iterable<? extends I>> items, TaskBody1<? super I, ? extends T> body) {
        return mapped(TaskKind.BLOCKING, items, NOTHING, body, (in, item) -> body.run((I) item));
    }

    /** Gives each item of a mapped task a body that may block, over the items that a task makes, with an input that every item is given. */
    @SuppressWarnings("unchecked")
    public <I extends @Nullable Object, A extends @Nullable Object> Task<List<T>> each(
            Task<? extends Iterable<? extends I>> items,
            Task<? extends A> a,
            TaskBody2<? super I, ? super A, ? extends T> body) {
        return mapped(TaskKind.BLOCKING, items, new TaskInput[] {a}, body, (in, item) -> body.run((I) item, in.get(a)));
    }

    /** Gives each item of a mapped task a body that returns a stage. */
    @SuppressWarnings("unchecked")
    public <I extends @Nullable Object> Task<List<T>> eachAsync(
            Iterable<? extends I> items, TaskBody1<? super I, ? extends CompletionStage<? extends T>> body) {
        return mapped(TaskKind.STAGE, items, NOTHING, body, (in, item) -> body.run((I) item));
    }

    /** Gives each item of a mapped task a body that returns a stage, with an input that every item is given. */
    @SuppressWarnings("unchecked")
    public <I extends @Nullable Object, A extends @Nullable Object> Task<List<T>> eachAsync(
            Iterable<? extends I> items,
            Task<? extends A> a,
            TaskBody2<? super I, ? super A, ? extends CompletionStage<? extends T>> body) {
        return mapped(TaskKind.STAGE, items, new TaskInput[] {a}, body, (in, item) -> body.run((I) item, in.get(a)));
    }

    /** Gives each item of a mapped task a body that returns a stage, over the items that a task makes. */
    @SuppressWarnings("unchecked")
    public <I extends @Nullable Object> Task<List<T>> eachAsync(
            Task<? extends Iterable<? extends I>> items,
            TaskBody1<? super I, ? extends CompletionStage<? extends T>> body) {
        return mapped(TaskKind.STAGE, items, NOTHING, body, (in, item) -> body.run((I) item));
    }

    /** Gives each item of a mapped task a body that returns a stage, over the items that a task makes, with an input that every item is given. */
    @SuppressWarnings("unchecked")
    public <I extends @Nullable Object, A extends @Nullable Object> Task<List<T>> eachAsync(
            Task<? extends Iterable<? extends I>> items,
            Task<? extends A> a,
            TaskBody2<? super I, ? super A, ? extends CompletionStage<? extends T>> body) {
        return mapped(TaskKind.STAGE, items, new TaskInput[] {a}, body, (in, item) -> body.run((I) item, in.get(a)));
    }

    private Task<T> single(TaskKind kind, TaskInput[] inputs, Object body, JavaTask.Call call) {
        if (type == null) {
            weaving.checkPlain(index);
        } else {
            weaving.checkOverride(index, type);
        }
        return put(kind, inputs, null, body, call);
    }

    private Task<List<T>> mapped(TaskKind kind, Object items, TaskInput[] inputs, Object body, JavaTask.Call call) {
        weaving.checkMapped(index);
        return put(kind, inputs, new Mapping(items, weaving.keeps(index)), body, call);
    }

    private <V extends @Nullable Object> Task<V> put(
            TaskKind kind, TaskInput[] inputs, @Nullable Mapping mapping, Object body, JavaTask.Call call) {
        var node = new JavaTask<V>(graph, index, kind, body, call);
        weaving.override(node, inputs, after, policy, mapping);
        return node;
    }
}
