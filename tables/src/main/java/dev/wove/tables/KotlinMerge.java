package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** The merges of Kotlin: pairs of caller and function, of one call and by kinds of source. */
final class KotlinMerge {
    /**
     * A pair of caller and function.
     *
     * @param one the doc of a single call, in paragraphs
     * @param each the doc over items, which has the item and its source in place of the %s
     */
    private record Way(
            String name, String kind, String suspends, String body, List<String> one, String each, String more) {}

    private static final List<Way> WAYS = List.of(
            new Way(
                    "merge",
                    "",
                    "suspend ",
                    "suspend ",
                    List.of(
                            "Runs [body], a function from anywhere, as a task of its own inside the task"
                                    + " that calls it, and returns its value.",
                            "Suspends until nothing of it is running any more. Throws what it failed with,"
                                    + " the same instance, which the caller may catch; cancelling the"
                                    + " caller cancels it. It has the options of a task, none of the"
                                    + " caller's, and takes its slot from the weave of the caller, which"
                                    + " lends its own meanwhile: however deep merges nest, limits hold and"
                                    + " nothing locks up.",
                            "A function that blocks goes through [onBlockingPool] or [suspending]. It need"
                                    + " not be called in the body itself; any suspending function that the"
                                    + " body calls can merge."),
                    "Runs [body] for every %s, at most [workers] at once, and returns what it makes of them, in"
                            + " their order.",
                    "Like [merge] of one call. A failed item cancels the others, which have stopped when its"
                            + " failure is thrown."),
            new Way(
                    "mergeBlocking",
                    "TaskKind.BLOCKING, ",
                    "",
                    "",
                    List.of(
                            "Runs [body], a blocking function from anywhere, as a task of its own inside the"
                                    + " blocking body that calls it. Blocks the calling thread until nothing of it"
                                    + " is running any more; else like [merge].",
                            "An interrupt cancels it, as it cancels the caller."),
                    "Runs [body], which may block, for every %s, blocks the calling thread, and returns what it"
                            + " makes of them, in their order.",
                    "Like [mergeBlocking] of one call, and like [merge] over items."),
            new Way(
                    "mergeSuspending",
                    "TaskKind.SUSPENDING, ",
                    "",
                    "suspend ",
                    List.of("Runs [body], a suspending function from anywhere, inside the blocking body that calls"
                            + " it, and blocks the calling thread; see [mergeBlocking]."),
                    "Runs [body], which suspends, for every %s, blocks the calling thread, and returns what it"
                            + " makes of them, in their order.",
                    "Like [mergeSuspending] of one call, and like [merge] over items. The calling thread runs the"
                            + " bodies, one at a time wherever they do not suspend."));

    private static final KotlinOption NAME = new KotlinOption(
            "name",
            "String? = null",
            "what messages, threads and traces call it; if null, the name of a function reference, else `merge`");

    private static final String HEAD = """
@file:JvmName("Merging")

package dev.wove.dsl

import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.internal.engine.Execution
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import java.util.stream.BaseStream
import kotlin.time.Duration

/*
 * One file, because it is one table: three pairs of caller and function, by five kinds of source.
 */

""";

    private static final String TAIL = """

private suspend fun <R> mergeHere(items: Any?, name: String?, policy: Policy, body: Any): R {
    val context = currentCoroutineContext()
    return MergedTask.run<R>(context, TaskKind.SUSPENDING, name, policy, items, body).valueSuspending()
}

private fun <R> mergeHere(kind: TaskKind, items: Any?, name: String?, policy: Policy, body: Any): R {
    val run = MergedTask.run<R>(Execution.blockingMergeContext(), kind, name, policy, items, body)
    run.runBlocking()
    return run.valueOrThrow()
}
""";

    private KotlinMerge() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var way : WAYS) {
            overloads.add(ofOneCall(way));
            KotlinItems.ALL.forEach(items -> overloads.add(overItems(way, items)));
        }
        var path = "wove-dsl/src/main/kotlin/dev/wove/dsl/Merge.kt";
        return new Generated(path, HEAD + String.join("\n", overloads) + TAIL);
    }

    private static String ofOneCall(Way way) {
        var function = function(way, "R", "", KotlinOption.OF_CALLS, "()", "R", "null");
        return documented(way, new Doc(way.one.toArray(String[]::new)), KotlinOption.OF_CALLS, "what is run")
                + function;
    }

    private static String overItems(Way way, KotlinItems items) {
        var doc = new Doc(way.each.formatted(items.of() + " [items]"), way.more).tag("@param items " + items.words());
        var generics = items.generics() + ", R";
        var parameter = "    items: " + items.type() + ",\n";
        var takes = "(" + items.item() + ")";
        return documented(way, doc, KotlinOption.OF_ITEMS, "is given an item")
                + function(way, generics, parameter, KotlinOption.OF_ITEMS, takes, "List<R>", "items");
    }

    private static String documented(Way way, Doc doc, List<KotlinOption> options, String body) {
        return doc.tags(KotlinOption.tags(List.of(NAME)))
                .tags(KotlinOption.tags(options))
                .tags(KotlinOption.tags(List.of(KotlinOption.POLICY)))
                .tag("@param body " + body)
                .tag("@throws IllegalStateException outside the body of a task"
                        + (way.suspends.isEmpty() ? ", and in one that must not block" : ""))
                .tag("@throws dev.wove.PlanException if an option makes no sense")
                .write("");
    }

    private static String function(
            Way way,
            String generics,
            String items,
            List<KotlinOption> options,
            String takes,
            String value,
            String source) {
        return "public %sfun <%s> %s(\n%s%s    body: %s%s -> R,\n): %s = mergeHere(%s%s, name, policy.with(%s), body)\n"
                .formatted(
                        way.suspends,
                        generics,
                        way.name,
                        items,
                        KotlinOption.parameters(List.of(NAME), "    ")
                                + KotlinOption.parameters(options, "    ")
                                + KotlinOption.parameters(List.of(KotlinOption.POLICY), "    "),
                        way.body,
                        takes,
                        value,
                        way.kind,
                        source,
                        KotlinOption.names(options));
    }
}
