package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code MappedTasks} of Java: ways to map by kinds of source and by what a body is given besides its item. */
final class JavaMappedTasks {
    /** A way to map; {@code doc} has the item, its source and the inputs in place of the %s. */
    private record Way(String name, JavaBody body, String keeps, String value, String doc) {}

    private static final List<Way> WAYS = List.of(
            new Way(
                    "each",
                    JavaBody.BLOCKING,
                    "VALUES",
                    "List<R>",
                    "Runs {@code body}, which may block, for every %s; the value is the list of what it returns, in"
                            + " the order of the items."),
            new Way(
                    "eachAsync",
                    JavaBody.STAGE,
                    "VALUES",
                    "List<R>",
                    "Runs {@code body}, which returns a stage, for every %s; the value is the list of what the"
                            + " stages make, in the order of the items."),
            new Way(
                    "eachSettled",
                    JavaBody.BLOCKING,
                    "OUTCOMES",
                    "List<Outcome<R>>",
                    "Runs {@code body}, which may block, for every %s; a failed item fails nothing, and the value"
                            + " is the list of outcomes."),
            new Way(
                    "forEach",
                    JavaBody.ACTION,
                    "COUNT",
                    "Long",
                    "Runs {@code body}, which may block, for every %s, and keeps only their number: for sources too"
                            + " long to keep results of."));

    /** A kind of source; {@code of} says what an item is, and of what. */
    record Items(List<String> generics, String type, String item, String of, String words) {}

    private static final String ALL_START = "the items, all of which start unless {@code workers} says otherwise";
    private static final String BOUNDED =
            "the items, of which at most 1024 are under way at once unless {@code workers} or {@code maxPending}"
                    + " says otherwise";

    private static final Items ITERABLE = new Items(
            List.of("I"),
            "Iterable<? extends I>",
            "I",
            "item of an iterable",
            ALL_START + "; of what is no" + " collection, at most 1024 are under way at once");
    private static final Items OF_TASK = new Items(
            List.of("I"),
            "Task<? extends Iterable<? extends I>>",
            "I",
            "item of an iterable that a task makes",
            "makes the items; if it is mapped itself, each starts as soon as it is there");
    private static final Items ITEMS_OF = new Items(
            List.of("I"),
            "ItemsOf<? extends I>",
            "I",
            "item of a map, array, stream or iterator that a task makes",
            "names the task and what it makes");

    /** Those that are given as they are. */
    static final List<Items> GIVEN = List.of(
            ITERABLE,
            new Items(List.of("I"), "I[]", "I", "item of an array", ALL_START),
            new Items(
                    List.of("K", "V"),
                    "Map<? extends K, ? extends V>",
                    "Map.Entry<K, V>",
                    "entry of a map",
                    ALL_START.replace("items", "entries")),
            new Items(
                    List.of("I"),
                    "BaseStream<? extends I, ?>",
                    "I",
                    "item of a stream",
                    BOUNDED + "; it is closed when they have ended or will not start"));

    private static final List<Items> OF_TASKS = List.of(OF_TASK, ITEMS_OF);

    private static final String HEAD = """
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
public abstract class MappedTasks {
    final Graph graph;
    final Policy policy;
    final TaskInput[] after;

    MappedTasks(Graph graph, Policy policy, TaskInput[] after) {
        this.graph = graph;
        this.policy = policy;
        this.after = after;
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
    private <I extends @Nullable Object> Task<Long> count(String name, Object items, TaskAction1<? super I> body) {
        var mapping = new Mapping(items, Keeps.COUNT);
        return declare(name, TaskKind.BLOCKING, new TaskInput[0], mapping, body, (in, item) -> {
            body.run((I) item);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private <I extends @Nullable Object, A extends @Nullable Object> Task<Long> count(
            String name, Object items, Task<? extends A> a, TaskAction2<? super I, ? super A> body) {
        var mapping = new Mapping(items, Keeps.COUNT);
        return declare(name, TaskKind.BLOCKING, new TaskInput[] {a}, mapping, body, (in, item) -> {
            body.run((I) item, in.get(a));
            return null;
        });
    }

""";

    private static final String READ = """
    // Any inputs, read through an accessor

    @SuppressWarnings("unchecked")
    private <I extends @Nullable Object, T extends @Nullable Object> Task<T> read(
            String name,
            TaskKind kind,
            Keeps keeps,
            Object items,
            List<? extends TaskInput> inputs,
            TaskBody2<? super I, ? super Inputs, ?> body) {
        var mapping = new Mapping(items, keeps);
        return declare(name, kind, array(name, inputs), mapping, body, (in, item) -> body.run((I) item, in));
    }
""";

    private JavaMappedTasks() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var way : WAYS) {
            GIVEN.forEach(items -> overloads.add(overload(way, items)));
            OF_TASKS.forEach(items -> overloads.add(overload(way, items)));
            var withInput = way.body.makesValue() ? List.of(ITERABLE, OF_TASK) : List.of(ITERABLE, OF_TASK, ITEMS_OF);
            withInput.forEach(items -> overloads.add(withInput(way, items)));
        }
        overloads.add(READ);
        for (var way : WAYS) {
            if (way.body.makesValue()) {
                List.of(ITERABLE, OF_TASK, ITEMS_OF).forEach(items -> overloads.add(withAnyInputs(way, items)));
            }
        }
        var path = "wove-java-bridge/src/main/java/dev/wove/java/MappedTasks.java";
        return new Generated(path, HEAD + String.join("\n", overloads) + "}\n");
    }

    private static String overload(Way way, Items items) {
        return method(way, items, doc(way, items, ""), List.of(), List.of(), List.of(items.item), "map");
    }

    private static String withInput(Way way, Items items) {
        var doc = doc(way, items, ", with the value of {@code a}")
                .tag("@param a makes the second argument of {@code body}, for every item");
        var takes = List.of(items.item, "A");
        return method(way, items, doc, List.of("A"), List.of("Task<? extends A> a"), takes, "map");
    }

    private static String withAnyInputs(Way way, Items items) {
        var doc = doc(way, items, ", with any inputs")
                .tag("@param inputs tasks whose values the body reads through its second argument, for every item");
        var inputs = List.of("List<? extends TaskInput> inputs");
        return method(way, items, doc, List.of(), inputs, List.of(items.item, "Inputs"), "read");
    }

    private static Doc doc(Way way, Items items, String inputs) {
        return new Doc(way.doc.formatted(items.of + inputs))
                .tag("@param name what the task is called; no two tasks of a weave have the same name")
                .tag("@param items " + items.words);
    }

    private static String method(
            Way way, Items items, Doc doc, List<String> more, List<String> inputs, List<String> takes, String call) {
        var generics = new ArrayList<>(items.generics);
        generics.addAll(more);
        if (way.body.makesValue()) {
            generics.add("R");
        }
        var parameters = new ArrayList<>(List.of("String name", items.type + " items"));
        parameters.addAll(inputs);
        parameters.add(way.body.type(takes, "R") + " body");
        var arguments = new ArrayList<>(List.of("name"));
        if (way.body.makesValue()) {
            arguments.addAll(List.of(way.body.kind(), "Keeps." + way.keeps));
        }
        arguments.add("items");
        inputs.forEach(input -> arguments.add(input.substring(input.lastIndexOf(' ') + 1)));
        arguments.add("body");
        return doc.tag("@param body is given an item").write("    ")
                + JavaLayout.method("public", generics, "Task<" + way.value + "> " + way.name, parameters, "")
                + JavaLayout.call("return " + (way.body.makesValue() ? call : "count"), arguments)
                + "    }\n";
    }
}
