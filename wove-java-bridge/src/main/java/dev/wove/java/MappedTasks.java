package dev.wove.java;

import dev.wove.Outcome;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.TaskKind;
import dev.wove.function.TaskAction1;
import dev.wove.function.TaskAction2;
import dev.wove.function.TaskBody1;
import dev.wove.function.TaskBody2;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.Mapping;
import dev.wove.internal.graph.Mapping.Keeps;
import dev.wove.internal.graph.NotNull;
import dev.wove.internal.text.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Declares mapped tasks: one run of the body per item of an iterable, array, map (its entries) or stream, or of a task
 * that makes one: an iterable as it is, the others by {@link ItemsOf}.
 *
 * <p>At most {@code workers} items run at once ({@code w.with(Policy.workers(8)).each(...)}). A failed item cancels the
 * others and fails the task, except with {@code eachSettled}. Retries and timeouts are per item. A mapped task over
 * another mapped task starts on each item as soon as that one has it.
 *
 * <p>Without {@code workers} all items of a collection, an array or a map start. Of a source that does not know its
 * size (an iterable that is no collection, a stream) at most 1024 are under way at once, unless {@code workers} or
 * {@code maxPending} says otherwise.
 *
 * <p>A stream, given or made by a task, is closed when the tasks that are mapped over it have ended or will not start.
 * A failure to close it fails them like one to read it.
 */
@SuppressWarnings("overloads") // The helpers get bodies whose types are known
public abstract class MappedTasks extends RemoteTasks {
    MappedTasks(Graph graph, Policy policy, TaskInput[] after) {
        super(graph, policy, after);
    }

    final TaskInput[] alsoAfter(Task<?>[] tasks) {
        var all = Arrays.copyOf(after, after.length + tasks.length);
        System.arraycopy(tasks, 0, all, after.length, tasks.length);
        return all;
    }

    <T extends @Nullable Object> Task<T> declare(
            String name, TaskKind kind, TaskInput[] inputs, Object body, JavaTask.Call call) {
        return declare(name, kind, inputs, null, body, call);
    }

    private <T extends @Nullable Object> Task<T> declare(
            String name,
            TaskKind kind,
            TaskInput[] inputs,
            @Nullable Mapping mapping,
            Object body,
            JavaTask.Call call) {
        if (mapping != null && mapping.source instanceof ItemsOf<?> items) {
            mapping.source = items.task;
        }
        check(name, inputs, mapping, body);
        var task = new JavaTask<T>(graph, graph.nextIndex(name), kind, body, call);
        graph.declare(task, name, inputs, after, policy, mapping);
        return task;
    }

    private void check(@Nullable String name, TaskInput[] inputs, @Nullable Mapping mapping, @Nullable Object body) {
        if (name == null) {
            var what = "The name of task no. " + (graph.size() + 1) + in();
            throw NotNull.missing(what, "Give it one; no two tasks of a weave have the same.");
        }
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i] == null) {
                throw NotNull.missing("Input no. " + (i + 1) + of(name), "Declare the task it stands for first.");
            }
        }
        if (mapping != null && mapping.source == null) {
            throw NotNull.missing("The source of the items" + of(name), "Give it an empty list for no items.");
        }
        if (body == null) {
            throw NotNull.missing("The body" + of(name), "Give it a lambda or a method reference.");
        }
    }

    /** The inputs of a task that reads any number of them. */
    final TaskInput[] array(String name, @Nullable List<? extends TaskInput> inputs) {
        if (inputs == null) {
            throw NotNull.missing("The list of inputs" + of(name), "Give it an empty one for no inputs.");
        }
        return inputs.toArray(new TaskInput[0]);
    }

    private String of(String name) {
        return " of task '" + Names.plain(name) + "'" + in();
    }

    final String in() {
        return " in " + graph.title();
    }

    @SuppressWarnings("unchecked")
    private <I extends @Nullable Object, T extends @Nullable Object> Task<T> map(
            String name, TaskKind kind, Keeps keeps, Object items, TaskBody1<? super I, ?> body) {
        var mapping = new Mapping(items, keeps);
        return declare(name, kind, new TaskInput[0], mapping, body, (in, item) -> body.run((I) item));
    }

    @SuppressWarnings("unchecked")
    private <I extends @Nullable Object, A extends @Nullable Object, T extends @Nullable Object> Task<T> map(
            String name,
            TaskKind kind,
            Keeps keeps,
            Object items,
            Task<? extends A> a,
            TaskBody2<? super I, ? super A, ?> body) {
        var mapping = new Mapping(items, keeps);
        return declare(name, kind, new TaskInput[] {a}, mapping, body, (in, item) -> body.run((I) item, in.get(a)));
    }

    @SuppressWarnings("unchecked")
    private <I extends @Nullable Object> Task<Long> map(
            String name, TaskKind kind, Keeps keeps, Object items, TaskAction1<? super I> body) {
        var mapping = new Mapping(items, keeps);
        return declare(name, kind, new TaskInput[0], mapping, body, (in, item) -> {
            body.run((I) item);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private <I extends @Nullable Object, A extends @Nullable Object> Task<Long> map(
            String name,
            TaskKind kind,
            Keeps keeps,
            Object items,
            Task<? extends A> a,
            TaskAction2<? super I, ? super A> body) {
        var mapping = new Mapping(items, keeps);
        return declare(name, kind, new TaskInput[] {a}, mapping, body, (in, item) -> {
            body.run((I) item, in.get(a));
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private <I extends @Nullable Object, T extends @Nullable Object> Task<T> map(
            String name,
            TaskKind kind,
            Keeps keeps,
            Object items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ?> body) {
        var mapping = new Mapping(items, keeps);
        return declare(name, kind, array(name, inputs), mapping, body, (in, item) -> body.run((I) item, in));
    }

    // Generated by tables; do not edit: ./mvnw -pl tables test -Dtables.update=true

    /**
     * Runs {@code body}, which may block, for every item of an iterable; the value is the list of what it returns, in
     * the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name, Iterable<? extends I> items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an array; the value is the list of what it returns, in the
     * order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name, I[] items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every entry of a map; the value is the list of what it returns, in the
     * order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the entries, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     */
    public <K extends @Nullable Object, V extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name, Map<? extends K, ? extends V> items, TaskBody1<? super Map.Entry<K, V>, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a stream; the value is the list of what it returns, in the
     * order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, of which at most 1024 are under way at once unless {@code workers} or {@code maxPending}
     *   says otherwise; it is closed when they have ended or will not start
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name, BaseStream<? extends I, ?> items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable that a task makes; the value is the list of
     * what it returns, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name, Task<? extends Iterable<? extends I>> items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a map, array, stream or iterator that a task makes; the
     * value is the list of what it returns, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items names the task and what it makes
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name, ItemsOf<? extends I> items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable, with the value of {@code a}; the value is the
     * list of what it returns, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param a makes the second argument of {@code body}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name,
            Iterable<? extends I> items,
            Task<? extends A> a,
            TaskBody2<? super I, ? super A, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, a, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable that a task makes, with the value of {@code a};
     * the value is the list of what it returns, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param a makes the second argument of {@code body}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name,
            Task<? extends Iterable<? extends I>> items,
            Task<? extends A> a,
            TaskBody2<? super I, ? super A, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, a, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable, with any inputs; the value is the list of what
     * it returns, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param inputs tasks whose values the body reads as {@code in.get(a)}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name,
            Iterable<? extends I> items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable that a task makes, with any inputs; the value
     * is the list of what it returns, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param inputs tasks whose values the body reads as {@code in.get(a)}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name,
            Task<? extends Iterable<? extends I>> items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a map, array, stream or iterator that a task makes, with
     * any inputs; the value is the list of what it returns, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items names the task and what it makes
     * @param inputs tasks whose values the body reads as {@code in.get(a)}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> each(
            String name,
            ItemsOf<? extends I> items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of an iterable; the value is the list of what the stages
     * make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            Iterable<? extends I> items,
            TaskBody1<? super I, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of an array; the value is the list of what the stages
     * make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name, I[] items, TaskBody1<? super I, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every entry of a map; the value is the list of what the stages
     * make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the entries, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     */
    public <K extends @Nullable Object, V extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            Map<? extends K, ? extends V> items,
            TaskBody1<? super Map.Entry<K, V>, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of a stream; the value is the list of what the stages
     * make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, of which at most 1024 are under way at once unless {@code workers} or {@code maxPending}
     *   says otherwise; it is closed when they have ended or will not start
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            BaseStream<? extends I, ?> items,
            TaskBody1<? super I, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of an iterable that a task makes; the value is the list
     * of what the stages make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            Task<? extends Iterable<? extends I>> items,
            TaskBody1<? super I, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of a map, array, stream or iterator that a task makes;
     * the value is the list of what the stages make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items names the task and what it makes
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            ItemsOf<? extends I> items,
            TaskBody1<? super I, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of an iterable, with the value of {@code a}; the value
     * is the list of what the stages make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param a makes the second argument of {@code body}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            Iterable<? extends I> items,
            Task<? extends A> a,
            TaskBody2<? super I, ? super A, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, a, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of an iterable that a task makes, with the value of
     * {@code a}; the value is the list of what the stages make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param a makes the second argument of {@code body}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            Task<? extends Iterable<? extends I>> items,
            Task<? extends A> a,
            TaskBody2<? super I, ? super A, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, a, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of an iterable, with any inputs; the value is the list
     * of what the stages make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param inputs tasks whose values the body reads as {@code in.get(a)}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            Iterable<? extends I> items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, inputs, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of an iterable that a task makes, with any inputs; the
     * value is the list of what the stages make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param inputs tasks whose values the body reads as {@code in.get(a)}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            Task<? extends Iterable<? extends I>> items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, inputs, body);
    }

    /**
     * Runs {@code body}, which returns a stage, for every item of a map, array, stream or iterator that a task makes,
     * with any inputs; the value is the list of what the stages make, in the order of the items.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items names the task and what it makes
     * @param inputs tasks whose values the body reads as {@code in.get(a)}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<R>> eachAsync(
            String name,
            ItemsOf<? extends I> items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ? extends CompletionStage<? extends R>> body) {
        return map(name, TaskKind.STAGE, Keeps.VALUES, items, inputs, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable; a failed item fails nothing, and the value is
     * the list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<Outcome<R>>> eachSettled(
            String name, Iterable<? extends I> items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an array; a failed item fails nothing, and the value is the
     * list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<Outcome<R>>> eachSettled(
            String name, I[] items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every entry of a map; a failed item fails nothing, and the value is the
     * list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the entries, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     */
    public <K extends @Nullable Object, V extends @Nullable Object, R extends @Nullable Object>
            Task<List<Outcome<R>>> eachSettled(
                    String name,
                    Map<? extends K, ? extends V> items,
                    TaskBody1<? super Map.Entry<K, V>, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a stream; a failed item fails nothing, and the value is the
     * list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, of which at most 1024 are under way at once unless {@code workers} or {@code maxPending}
     *   says otherwise; it is closed when they have ended or will not start
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<Outcome<R>>> eachSettled(
            String name, BaseStream<? extends I, ?> items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable that a task makes; a failed item fails nothing,
     * and the value is the list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<Outcome<R>>> eachSettled(
            String name, Task<? extends Iterable<? extends I>> items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a map, array, stream or iterator that a task makes; a
     * failed item fails nothing, and the value is the list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items names the task and what it makes
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<Outcome<R>>> eachSettled(
            String name, ItemsOf<? extends I> items, TaskBody1<? super I, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable, with the value of {@code a}; a failed item
     * fails nothing, and the value is the list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param a makes the second argument of {@code body}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
            Task<List<Outcome<R>>> eachSettled(
                    String name,
                    Iterable<? extends I> items,
                    Task<? extends A> a,
                    TaskBody2<? super I, ? super A, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, a, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable that a task makes, with the value of {@code a};
     * a failed item fails nothing, and the value is the list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param a makes the second argument of {@code body}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
            Task<List<Outcome<R>>> eachSettled(
                    String name,
                    Task<? extends Iterable<? extends I>> items,
                    Task<? extends A> a,
                    TaskBody2<? super I, ? super A, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, a, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable, with any inputs; a failed item fails nothing,
     * and the value is the list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param inputs tasks whose values the body reads as {@code in.get(a)}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<Outcome<R>>> eachSettled(
            String name,
            Iterable<? extends I> items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, inputs, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable that a task makes, with any inputs; a failed
     * item fails nothing, and the value is the list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param inputs tasks whose values the body reads as {@code in.get(a)}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<Outcome<R>>> eachSettled(
            String name,
            Task<? extends Iterable<? extends I>> items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, inputs, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a map, array, stream or iterator that a task makes, with
     * any inputs; a failed item fails nothing, and the value is the list of outcomes.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items names the task and what it makes
     * @param inputs tasks whose values the body reads as {@code in.get(a)}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Task<List<Outcome<R>>> eachSettled(
            String name,
            ItemsOf<? extends I> items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ? extends R> body) {
        return map(name, TaskKind.BLOCKING, Keeps.OUTCOMES, items, inputs, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable; only their number is kept: for sources too
     * long to keep results of.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param body is given an item
     */
    public <I extends @Nullable Object> Task<Long> forEach(
            String name, Iterable<? extends I> items, TaskAction1<? super I> body) {
        return map(name, TaskKind.BLOCKING, Keeps.COUNT, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an array; only their number is kept: for sources too long
     * to keep results of.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     */
    public <I extends @Nullable Object> Task<Long> forEach(String name, I[] items, TaskAction1<? super I> body) {
        return map(name, TaskKind.BLOCKING, Keeps.COUNT, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every entry of a map; only their number is kept: for sources too long to
     * keep results of.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the entries, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     */
    public <K extends @Nullable Object, V extends @Nullable Object> Task<Long> forEach(
            String name, Map<? extends K, ? extends V> items, TaskAction1<? super Map.Entry<K, V>> body) {
        return map(name, TaskKind.BLOCKING, Keeps.COUNT, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a stream; only their number is kept: for sources too long
     * to keep results of.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, of which at most 1024 are under way at once unless {@code workers} or {@code maxPending}
     *   says otherwise; it is closed when they have ended or will not start
     * @param body is given an item
     */
    public <I extends @Nullable Object> Task<Long> forEach(
            String name, BaseStream<? extends I, ?> items, TaskAction1<? super I> body) {
        return map(name, TaskKind.BLOCKING, Keeps.COUNT, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable that a task makes; only their number is kept:
     * for sources too long to keep results of.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param body is given an item
     */
    public <I extends @Nullable Object> Task<Long> forEach(
            String name, Task<? extends Iterable<? extends I>> items, TaskAction1<? super I> body) {
        return map(name, TaskKind.BLOCKING, Keeps.COUNT, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a map, array, stream or iterator that a task makes; only
     * their number is kept: for sources too long to keep results of.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items names the task and what it makes
     * @param body is given an item
     */
    public <I extends @Nullable Object> Task<Long> forEach(
            String name, ItemsOf<? extends I> items, TaskAction1<? super I> body) {
        return map(name, TaskKind.BLOCKING, Keeps.COUNT, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable, with the value of {@code a}; only their number
     * is kept: for sources too long to keep results of.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param a makes the second argument of {@code body}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, A extends @Nullable Object> Task<Long> forEach(
            String name, Iterable<? extends I> items, Task<? extends A> a, TaskAction2<? super I, ? super A> body) {
        return map(name, TaskKind.BLOCKING, Keeps.COUNT, items, a, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable that a task makes, with the value of {@code a};
     * only their number is kept: for sources too long to keep results of.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items makes the items; if it is mapped itself, each starts as soon as it is there
     * @param a makes the second argument of {@code body}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, A extends @Nullable Object> Task<Long> forEach(
            String name,
            Task<? extends Iterable<? extends I>> items,
            Task<? extends A> a,
            TaskAction2<? super I, ? super A> body) {
        return map(name, TaskKind.BLOCKING, Keeps.COUNT, items, a, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a map, array, stream or iterator that a task makes, with
     * the value of {@code a}; only their number is kept: for sources too long to keep results of.
     *
     * @param name what the task is called; no two tasks of a weave have the same name
     * @param items names the task and what it makes
     * @param a makes the second argument of {@code body}, for every item
     * @param body is given an item
     */
    public <I extends @Nullable Object, A extends @Nullable Object> Task<Long> forEach(
            String name, ItemsOf<? extends I> items, Task<? extends A> a, TaskAction2<? super I, ? super A> body) {
        return map(name, TaskKind.BLOCKING, Keeps.COUNT, items, a, body);
    }

    // Generated until here
}
