package dev.wove.java;

import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.TaskKind;
import dev.wove.function.TaskAction;
import dev.wove.function.TaskAction1;
import dev.wove.function.TaskAction2;
import dev.wove.function.TaskAction3;
import dev.wove.function.TaskAction4;
import dev.wove.function.TaskAction5;
import dev.wove.function.TaskBody;
import dev.wove.function.TaskBody1;
import dev.wove.function.TaskBody2;
import dev.wove.function.TaskBody3;
import dev.wove.function.TaskBody4;
import dev.wove.function.TaskBody5;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.NotNull;
import dev.wove.internal.graph.TakenInput;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Declares the tasks of one weave, top to bottom. Declaring never runs anything.
 *
 * <p>A task starts once all its inputs have succeeded. Its body gets their values as parameters, may block and may throw;
 * it is interrupted when it is cancelled. Bodies of {@code async} tasks return a {@link CompletionStage} that is waited
 * for without a thread. Usable only inside its block, by the thread that runs the block.
 *
 * <p>More inputs than five are read through an accessor: {@code w.task("sum", List.of(a, b, c, d, e, f), in -> in.get(a) + ...)}.
 *
 * <p>One file, because it is one table: kinds of bodies by number of inputs.
 */
public sealed class WeaveScope extends MappedTasks permits ClassWeaveScope {
    private static final TaskInput[] NOTHING = {};

    WeaveScope(Graph graph) {
        super(graph, Policy.none(), NOTHING);
    }

    WeaveScope(Graph graph, Policy policy, TaskInput[] after) {
        super(graph, policy, after);
    }

    /**
     * Gives a scope that declares tasks of this weave with {@code policy}. Calls add up: {@code w.with(retries).with(timeout)}
     * has both, and what is given later wins.
     */
    @CheckReturnValue
    public WeaveScope with(Policy policy) {
        if (policy == null) {
            throw NotNull.missing("A policy" + in(), "Leave it out, or give Policy.none().");
        }
        return new WeaveScope(graph, this.policy.with(policy), after);
    }

    /**
     * Gives a scope that declares tasks of this weave which also wait for {@code tasks}, whose values they do not take. Calls
     * add up: {@code w.after(a).after(b)} waits for both.
     */
    @CheckReturnValue
    public WeaveScope after(Task<?>... tasks) {
        for (var task : tasks) {
            taken(task, "after");
        }
        return new WeaveScope(graph, policy, alsoAfter(tasks));
    }

    /** A handle by name, also to a task that is declared later. Planning checks that the task exists. */
    public <T> Task<T> ref(String name, Class<T> type) {
        return graph.ref(named(name), type);
    }

    /**
     * A handle by name whose type is what the caller says, unchecked: for values that a class does not describe, as in
     * {@code w.<List<Post>>ref("posts")}.
     */
    public <T extends @Nullable Object> Task<T> ref(String name) {
        return graph.ref(named(name), null);
    }

    /** Takes {@code task} as an input whose failure the body reads as data, with {@link Inputs#outcome}. */
    public TaskInput settled(Task<?> task) {
        return new TakenInput(taken(task, "settled"), TakenInput.Mode.SETTLED);
    }

    /** Takes {@code task} as an input that the body reads with {@link Inputs#orNull}: null if it has no value. */
    public TaskInput orNull(Task<?> task) {
        return new TakenInput(taken(task, "orNull"), TakenInput.Mode.OR_NULL);
    }

    private String named(@Nullable String name) {
        if (name == null) {
            throw NotNull.missing("A name given to ref(...)" + in(), "Give the name of a task.");
        }
        return name;
    }

    private Task<?> taken(@Nullable Task<?> task, String how) {
        if (task == null) {
            throw NotNull.missing("A task given to " + how + "(...)" + in(), "Declare the task it stands for first.");
        }
        return task;
    }

    /** Declares a task whose body may block. */
    public <R extends @Nullable Object> Task<R> task(String name, TaskBody<? extends R> body) {
        return declare(name, TaskKind.BLOCKING, NOTHING, body, (in, item) -> body.run());
    }

    /** Declares a task whose body may block. */
    public <A extends @Nullable Object, R extends @Nullable Object> Task<R> task(
            String name, Task<? extends A> a, TaskBody1<? super A, ? extends R> body) {
        return declare(name, TaskKind.BLOCKING, new TaskInput[] {a}, body, (in, item) -> body.run(in.get(a)));
    }

    /** Declares a task whose body may block. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Task<R> task(
            String name, Task<? extends A> a, Task<? extends B> b, TaskBody2<? super A, ? super B, ? extends R> body) {
        return declare(
                name, TaskKind.BLOCKING, new TaskInput[] {a, b}, body, (in, item) -> body.run(in.get(a), in.get(b)));
    }

    /** Declares a task whose body may block. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            Task<R> task(
                    String name,
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    TaskBody3<? super A, ? super B, ? super C, ? extends R> body) {
        return declare(
                name,
                TaskKind.BLOCKING,
                new TaskInput[] {a, b, c},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c)));
    }

    /** Declares a task whose body may block. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            Task<R> task(
                    String name,
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    Task<? extends D> d,
                    TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
        return declare(
                name,
                TaskKind.BLOCKING,
                new TaskInput[] {a, b, c, d},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c), in.get(d)));
    }

    /** Declares a task whose body may block. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            Task<R> task(
                    String name,
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    Task<? extends D> d,
                    Task<? extends E> e,
                    TaskBody5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> body) {
        return declare(
                name,
                TaskKind.BLOCKING,
                new TaskInput[] {a, b, c, d, e},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c), in.get(d), in.get(e)));
    }

    /** Declares a task whose body may block, which reads any number of inputs through an accessor. */
    public <R extends @Nullable Object> Task<R> task(
            String name, List<? extends TaskInput> inputs, TaskBody1<? super Inputs, ? extends R> body) {
        return declare(name, TaskKind.BLOCKING, array(name, inputs), body, (in, item) -> body.run(in));
    }

    /** Declares a task whose body returns a stage that is waited for. */
    public <R extends @Nullable Object> Task<R> async(
            String name, TaskBody<? extends CompletionStage<? extends R>> body) {
        return declare(name, TaskKind.STAGE, NOTHING, body, (in, item) -> body.run());
    }

    /** Declares a task whose body returns a stage that is waited for. */
    public <A extends @Nullable Object, R extends @Nullable Object> Task<R> async(
            String name, Task<? extends A> a, TaskBody1<? super A, ? extends CompletionStage<? extends R>> body) {
        return declare(name, TaskKind.STAGE, new TaskInput[] {a}, body, (in, item) -> body.run(in.get(a)));
    }

    /** Declares a task whose body returns a stage that is waited for. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Task<R> async(
            String name,
            Task<? extends A> a,
            Task<? extends B> b,
            TaskBody2<? super A, ? super B, ? extends CompletionStage<? extends R>> body) {
        return declare(
                name, TaskKind.STAGE, new TaskInput[] {a, b}, body, (in, item) -> body.run(in.get(a), in.get(b)));
    }

    /** Declares a task whose body returns a stage that is waited for. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            Task<R> async(
                    String name,
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    TaskBody3<? super A, ? super B, ? super C, ? extends CompletionStage<? extends R>> body) {
        return declare(
                name,
                TaskKind.STAGE,
                new TaskInput[] {a, b, c},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c)));
    }

    /** Declares a task whose body returns a stage that is waited for. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            Task<R> async(
                    String name,
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    Task<? extends D> d,
                    TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends CompletionStage<? extends R>>
                            body) {
        return declare(
                name,
                TaskKind.STAGE,
                new TaskInput[] {a, b, c, d},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c), in.get(d)));
    }

    /** Declares a task whose body returns a stage that is waited for. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            Task<R> async(
                    String name,
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
                                    ? extends CompletionStage<? extends R>>
                            body) {
        return declare(
                name,
                TaskKind.STAGE,
                new TaskInput[] {a, b, c, d, e},
                body,
                (in, item) -> body.run(in.get(a), in.get(b), in.get(c), in.get(d), in.get(e)));
    }

    /** Declares a task whose body returns a stage that is waited for, which reads any number of inputs through an accessor. */
    public <R extends @Nullable Object> Task<R> async(
            String name,
            List<? extends TaskInput> inputs,
            TaskBody1<? super Inputs, ? extends CompletionStage<? extends R>> body) {
        return declare(name, TaskKind.STAGE, array(name, inputs), body, (in, item) -> body.run(in));
    }

    /** Declares a task whose body may block and makes no value. */
    public Task<@Nullable Void> run(String name, TaskAction body) {
        return declare(name, TaskKind.BLOCKING, NOTHING, body, (in, item) -> {
            body.run();
            return null;
        });
    }

    /** Declares a task whose body may block and makes no value. */
    public <A extends @Nullable Object> Task<@Nullable Void> run(
            String name, Task<? extends A> a, TaskAction1<? super A> body) {
        return declare(name, TaskKind.BLOCKING, new TaskInput[] {a}, body, (in, item) -> {
            body.run(in.get(a));
            return null;
        });
    }

    /** Declares a task whose body may block and makes no value. */
    public <A extends @Nullable Object, B extends @Nullable Object> Task<@Nullable Void> run(
            String name, Task<? extends A> a, Task<? extends B> b, TaskAction2<? super A, ? super B> body) {
        return declare(name, TaskKind.BLOCKING, new TaskInput[] {a, b}, body, (in, item) -> {
            body.run(in.get(a), in.get(b));
            return null;
        });
    }

    /** Declares a task whose body may block and makes no value. */
    public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Task<@Nullable Void> run(
                    String name,
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    TaskAction3<? super A, ? super B, ? super C> body) {
        return declare(name, TaskKind.BLOCKING, new TaskInput[] {a, b, c}, body, (in, item) -> {
            body.run(in.get(a), in.get(b), in.get(c));
            return null;
        });
    }

    /** Declares a task whose body may block and makes no value. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Task<@Nullable Void> run(
                    String name,
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    Task<? extends D> d,
                    TaskAction4<? super A, ? super B, ? super C, ? super D> body) {
        return declare(name, TaskKind.BLOCKING, new TaskInput[] {a, b, c, d}, body, (in, item) -> {
            body.run(in.get(a), in.get(b), in.get(c), in.get(d));
            return null;
        });
    }

    /** Declares a task whose body may block and makes no value. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Task<@Nullable Void> run(
                    String name,
                    Task<? extends A> a,
                    Task<? extends B> b,
                    Task<? extends C> c,
                    Task<? extends D> d,
                    Task<? extends E> e,
                    TaskAction5<? super A, ? super B, ? super C, ? super D, ? super E> body) {
        return declare(name, TaskKind.BLOCKING, new TaskInput[] {a, b, c, d, e}, body, (in, item) -> {
            body.run(in.get(a), in.get(b), in.get(c), in.get(d), in.get(e));
            return null;
        });
    }

    /** Declares a task whose body may block and makes no value, which reads any number of inputs through an accessor. */
    public Task<@Nullable Void> run(String name, List<? extends TaskInput> inputs, TaskAction1<? super Inputs> body) {
        return declare(name, TaskKind.BLOCKING, array(name, inputs), body, (in, item) -> {
            body.run(in);
            return null;
        });
    }
}
