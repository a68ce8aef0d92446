package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code Overriding} of Java: kinds of bodies by number of inputs, and for each item of a mapped task. */
final class JavaOverriding {
    private record Kind(String name, String ofItems, JavaBody body, String doc) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("with", "each", JavaBody.BLOCKING, "a body that may block"),
            new Kind("withAsync", "eachAsync", JavaBody.STAGE, "a body that returns a stage that is waited for"));

    private static final String HEAD = """
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
import dev.wove.internal.engine.classes.ClassWeaving;
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

""";

    private static final String TAIL = """

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
""";

    private JavaOverriding() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var kind : KINDS) {
            Arity.ALL.forEach(inputs -> overloads.add(overload(kind, inputs)));
            overloads.add(ofAnyInputs(kind));
        }
        for (var kind : KINDS) {
            for (var ofTask : List.of(false, true)) {
                overloads.add(ofItems(kind, ofTask, Arity.ALL.get(0)));
                overloads.add(ofItems(kind, ofTask, Arity.ALL.get(1)));
            }
        }
        var path = "wove-java-bridge/src/main/java/dev/wove/java/Overriding.java";
        return new Generated(path, HEAD + String.join("\n", overloads) + TAIL);
    }

    private static String overload(Kind kind, Arity inputs) {
        var doc = new Doc("Gives it " + kind.doc + inputs.given() + ".")
                .tags(inputs.tags("makes the %s argument of {@code body}"))
                .tag("@param body runs in place of the method"
                        + (inputs.count() == 0 ? "" : ", once its inputs succeeded"));
        var parameters = new ArrayList<>(inputs.each("Task<? extends %1$s> %2$s"));
        parameters.add(kind.body.type(inputs.types(), "T") + " body");
        var lambda = kind.body.lambda("(in, item)", inputs.run("in.get(%2$s)"));
        return doc.write("    ")
                + JavaLayout.method("public", inputs.types(), "Task<T> " + kind.name, parameters, "")
                + JavaLayout.call("return single", List.of(kind.body.kind(), inputs.asArray(), "body", lambda))
                + "    }\n";
    }

    private static String ofAnyInputs(Kind kind) {
        var doc = new Doc("Gives it " + kind.doc + " and reads any number of inputs through an accessor.")
                .tag("@param inputs tasks, and what {@code settled} and {@code orNull} make of tasks")
                .tag("@param body runs in place of the method, and reads its inputs as {@code in.get(a)}");
        var parameters = List.of("List<? extends TaskInput> inputs", kind.body.type(List.of("Inputs"), "T") + " body");
        var lambda = kind.body.lambda("(in, item)", "body.run(in)");
        return doc.write("    ")
                + JavaLayout.method("public", List.of(), "Task<T> " + kind.name, parameters, "")
                + JavaLayout.call("return single", List.of(kind.body.kind(), "inputs.toArray(NOTHING)", "body", lambda))
                + "    }\n";
    }

    private static String ofItems(Kind kind, boolean ofTask, Arity inputs) {
        var source = "Iterable<? extends I>";
        var doc = new Doc("Gives each item of a mapped task " + kind.doc
                        + (ofTask ? ", over the items that a task makes" : "")
                        + (inputs.count() == 0 ? "." : ", with an input that every item is given."))
                .tag("@param items " + (ofTask ? "makes" : "are") + " what is mapped over instead")
                .tags(inputs.tags("makes the second argument of {@code body}, for every item"))
                .tag("@param body is given an item");
        var parameters = new ArrayList<>(List.of((ofTask ? "Task<? extends " + source + ">" : source) + " items"));
        parameters.addAll(inputs.each("Task<? extends %1$s> %2$s"));
        var takes = new ArrayList<>(List.of("I"));
        takes.addAll(inputs.types());
        parameters.add(kind.body.type(takes, "T") + " body");
        var arguments = new ArrayList<>(List.of("(I) item"));
        arguments.addAll(inputs.each("in.get(%2$s)"));
        var lambda = kind.body.lambda("(in, item)", "body.run(" + String.join(", ", arguments) + ")");
        return doc.write("    ")
                + "    @SuppressWarnings(\"unchecked\")\n"
                + JavaLayout.method("public", takes, "Task<List<T>> " + kind.ofItems, parameters, "")
                + JavaLayout.call("return mapped", List.of(kind.body.kind(), "items", inputs.asArray(), "body", lambda))
                + "    }\n";
    }
}
