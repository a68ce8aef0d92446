package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code WeaveScope} of Java: kinds of bodies by number of inputs. */
final class JavaWeaveScope {
    private record Kind(String name, JavaBody body, String doc) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("task", JavaBody.BLOCKING, "Declares a task whose body may block"),
            new Kind("async", JavaBody.STAGE, "Declares a task whose body returns a stage that is waited for"),
            new Kind("run", JavaBody.ACTION, "Declares a task whose body may block and makes no value"));

    private static final String HEAD = """
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
 * <p>A task starts once all its inputs have succeeded. Its body gets their values as parameters, may block and may
 * throw; it is interrupted when it is cancelled. Bodies of {@code async} tasks return a {@link CompletionStage} that is
 * waited for without a thread. Usable only inside its block, by the thread that runs the block.
 *
 * <p>More inputs than five are read through an accessor: {@code w.task("sum", List.of(a, b, c, d, e, f), in ->
 * in.get(a) + ...)}.
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
     * Gives a scope that declares tasks of this weave with {@code policy}. Calls add up: {@code
     * w.with(retries).with(timeout)} has both, and what is given later wins.
     */
    @CheckReturnValue
    public WeaveScope with(Policy policy) {
        if (policy == null) {
            throw NotNull.missing("A policy" + in(), "Leave it out, or give Policy.none().");
        }
        return new WeaveScope(graph, this.policy.with(policy), after);
    }

    /**
     * Gives a scope that declares tasks of this weave which also wait for {@code tasks}, whose values they do not take.
     * Calls add up: {@code w.after(a).after(b)} waits for both.
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

""";

    private JavaWeaveScope() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var kind : KINDS) {
            Arity.ALL.forEach(inputs -> overloads.add(overload(kind, inputs)));
            overloads.add(ofAnyInputs(kind));
        }
        var path = "wove-java-bridge/src/main/java/dev/wove/java/WeaveScope.java";
        return new Generated(path, HEAD + String.join("\n", overloads) + "}\n");
    }

    private static String overload(Kind kind, Arity inputs) {
        var doc = new Doc(kind.doc + inputs.given() + ".")
                .tag("@param name what the task is called; no two tasks of a weave have the same name")
                .tags(inputs.tags("makes the %s argument of {@code body}"))
                .tag("@param body runs once " + (inputs.count() == 0 ? "the weave does" : "its inputs have succeeded"));
        var parameters = new ArrayList<>(List.of("String name"));
        parameters.addAll(inputs.each("Task<? extends %1$s> %2$s"));
        parameters.add(kind.body.type(inputs.types(), "R") + " body");
        return doc.write("    ")
                + method(kind, inputs.types(), parameters, inputs.asArray(), inputs.run("in.get(%2$s)"));
    }

    private static String ofAnyInputs(Kind kind) {
        var doc = new Doc(kind.doc + ", which reads any number of inputs through an accessor.")
                .tag("@param name what the task is called; no two tasks of a weave have the same name")
                .tag("@param inputs tasks, and what {@link #settled} and {@link #orNull} make of tasks")
                .tag("@param body runs once its inputs have succeeded, and reads them as {@code in.get(a)}");
        var parameters = List.of(
                "String name", "List<? extends TaskInput> inputs", kind.body.type(List.of("Inputs"), "R") + " body");
        return doc.write("    ") + method(kind, List.of(), parameters, "array(name, inputs)", "body.run(in)");
    }

    private static String method(Kind kind, List<String> types, List<String> parameters, String inputs, String run) {
        var generics = new ArrayList<>(types);
        if (kind.body.makesValue()) {
            generics.add("R");
        }
        var value = kind.body.makesValue() ? "R" : "@Nullable Void";
        var declared = List.of("name", kind.body.kind(), inputs, "body", kind.body.lambda("(in, item)", run));
        return JavaLayout.method("public", generics, "Task<" + value + "> " + kind.name, parameters, "")
                + JavaLayout.call("return declare", declared)
                + "    }\n";
    }
}
