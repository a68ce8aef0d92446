package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code Merging} of Java: merges that block and that do not, of one call and by kinds of source. */
final class JavaMerging {
    /** A way to merge; {@code doc} has the item and its source in place of the %s. */
    private record Way(JavaBody body, String result, String name, String end, String call, String one, String doc) {}

    private static final List<Way> WAYS = List.of(
            new Way(
                    JavaBody.BLOCKING,
                    "%s",
                    "merge",
                    " throws X",
                    "return blocking",
                    """
    /**
     * Runs {@code body}, which may block, and returns its value. Blocks until nothing of it is running any more; an
     * interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param body what is run
     * @throws X what the body failed with
     * @throws IllegalStateException also in a body that must not block: use {@link #mergeAsync} there
     */
    public <R extends @Nullable Object, X extends Exception> R merge(String name, TaskBody<? extends R> body) throws X {
        return blocking(name, null, body, (in, item) -> body.run());
    }
""",
                    "Runs {@code body}, which may block, for every %s and returns what it makes of them, in their"
                            + " order."),
            new Way(
                    JavaBody.STAGE,
                    "WeaveFuture<%s>",
                    "mergeAsync",
                    "",
                    "return elsewhere",
                    """
    /**
     * Starts {@code body}, which returns a stage, and gives its value as it will be. The calling body lends its slots
     * until then. Cancelling the future cancels the merge.
     *
     * @param name what messages, threads and traces call it
     * @param body what is run, until its stage is complete
     */
    public <R extends @Nullable Object> WeaveFuture<R> mergeAsync(
            String name, TaskBody<? extends CompletionStage<? extends R>> body) {
        return elsewhere(TaskKind.STAGE, name, null, body, (in, item) -> body.run());
    }
""",
                    "Starts {@code body}, which returns a stage, for every %s and gives what the stages make of them,"
                            + " in their order, as it will be."));

    private static final String HEAD = """
package dev.wove.java;

import dev.wove.Policy;
import dev.wove.TaskInput;
import dev.wove.TaskKind;
import dev.wove.WeaveOptions;
import dev.wove.function.TaskBody;
import dev.wove.function.TaskBody1;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.engine.Execution;
import dev.wove.internal.engine.Merges;
import dev.wove.internal.graph.Mapping;
import dev.wove.internal.graph.NotNull;
import dev.wove.internal.text.Names;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.BaseStream;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions from anywhere inside the task that calls it, as tasks of their own, with a policy. Obtained from
 * {@link Wove#with(Policy)}; without one, {@link Wove} has the same methods. Immutable.
 *
 * <p>A merge fails with what its function failed with, which the caller may catch, and is cancelled with the task that
 * called it. It has the options of a task, none of the caller's, and takes its slots from the weave of the caller,
 * which lends its own meanwhile: however deep merges nest, limits hold and nothing locks up. A failed item cancels the
 * others, which have stopped when its failure is thrown. Retries and timeouts are per item.
 *
 * <p>The merges throw {@link IllegalStateException} outside the body of a task, and {@link dev.wove.PlanException} if
 * an option makes no sense, like {@code workers} without items.
 */
public final class Merging extends WithPolicy {
    private static final TaskInput[] NOTHING = {};

    Merging(Policy policy) {
        super(WeaveOptions.none(), policy);
    }

    @Override
    @CheckReturnValue
    public Merging with(Policy policy) {
        var given = NotNull.of(policy, "What was given as a policy", "Leave it out, or give Policy.none().");
        return new Merging(this.policy.with(given));
    }

""";

    private static final String TAIL = """

    /** See {@link Wove#onBlockingPool}. */
    <R extends @Nullable Object> WeaveFuture<R> onBlockingPool(TaskBody<? extends R> body) {
        return elsewhere(TaskKind.BLOCKING, "onBlockingPool", null, body, (in, item) -> body.run());
    }

    private static Object items(String name, @Nullable Object items) {
        if (items == null) {
            throw NotNull.missing("What merge '" + name + "' is to run over", "Give it an empty list for no items.");
        }
        return items;
    }

    private <R extends @Nullable Object> R blocking(
            String name, @Nullable Object items, Object body, JavaTask.Call call) {
        Execution<R> execution =
                execution(Execution.Companion.blockingMergeContext(), TaskKind.BLOCKING, name, items, body, call);
        execution.runBlocking();
        return execution.valueOrThrow();
    }

    private <R extends @Nullable Object> WeaveFuture<R> elsewhere(
            TaskKind kind, String name, @Nullable Object items, Object body, JavaTask.Call call) {
        Execution<R> execution = execution(Execution.Companion.elsewhereContext(), kind, name, items, body, call);
        var future = new WeaveFuture<>(execution, Names.plain(name));
        future.startLending();
        return future;
    }

    private <R extends @Nullable Object> Execution<R> execution(
            CoroutineContext context,
            TaskKind kind,
            String name,
            @Nullable Object items,
            Object body,
            JavaTask.Call call) {
        NotNull.of(name, "The name of a merge", "Give it one, for messages and threads.");
        NotNull.of(body, "The body of a merge", "Give it a lambda or a method reference.");
        var graph = Merges.INSTANCE.graph(context);
        var task = new MergedTask<R>(graph, kind, body, call);
        var mapping = items == null ? null : new Mapping(items, Mapping.Keeps.VALUES);
        graph.declare(task, name, NOTHING, NOTHING, policy, mapping);
        return Execution.Companion.ofMerge(graph, task, context);
    }
}
""";

    private JavaMerging() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var way : WAYS) {
            overloads.add(way.one);
            JavaMappedTasks.GIVEN.forEach(items -> overloads.add(overItems(way, items)));
        }
        var path = "wove-java-bridge/src/main/java/dev/wove/java/Merging.java";
        return new Generated(path, HEAD + String.join("\n", overloads) + TAIL);
    }

    private static String overItems(Way way, JavaMappedTasks.Items items) {
        var doc = new Doc(way.doc.formatted(items.of()))
                .tag("@param name what messages, threads and traces call it")
                .tag("@param items " + items.words())
                .tag("@param body is given an item");
        var generics = new ArrayList<>(items.generics());
        generics.add("R");
        var arguments = new ArrayList<>(List.of("name", "items(name, items)", "body"));
        arguments.add("(in, item) -> body.run((" + items.item() + ") item)");
        if (way.body.equals(JavaBody.STAGE)) {
            arguments.add(0, way.body.kind());
        } else {
            doc.tag("@throws X what the body failed with");
            generics.add("X extends Exception");
        }
        var parameters =
                List.of("String name", items.type() + " items", way.body.type(List.of(items.item()), "R") + " body");
        var result = way.result.formatted("List<R>") + " " + way.name;
        return doc.write("    ")
                + "    @SuppressWarnings(\"unchecked\")\n"
                + JavaLayout.method("public", generics, result, parameters, way.end)
                + JavaLayout.call(way.call, arguments)
                + "    }\n";
    }
}
