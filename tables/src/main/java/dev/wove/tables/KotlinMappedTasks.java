package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code MappedTasks} of Kotlin: ways to map by kinds of source, given as it is or made by a task. */
final class KotlinMappedTasks {
    /** A way to map; {@code doc} has the item and its source in place of the %s. */
    record Way(String name, String kind, String keeps, String receiver, String makes, String value, String doc) {}

    static final List<Way> WAYS = List.of(
            new Way(
                    "each",
                    "SUSPENDING",
                    "VALUES",
                    "suspend TaskScope",
                    "R",
                    "List<R>",
                    "Runs [body] for every %s; the value is the list of what it returns, in the order of the items."),
            new Way(
                    "eachBlocking",
                    "BLOCKING",
                    "VALUES",
                    "InputScope",
                    "R",
                    "List<R>",
                    "Runs [body], which may block, for every %s; the value is the list of what it returns, in the order"
                            + " of the items."),
            new Way(
                    "eachSettled",
                    "SUSPENDING",
                    "OUTCOMES",
                    "suspend TaskScope",
                    "R",
                    "List<Outcome<R>>",
                    "Runs [body] for every %s, of which none fails anything: the value is the list of outcomes, in the"
                            + " order of the items."),
            new Way(
                    "eachUnit",
                    "SUSPENDING",
                    "COUNT",
                    "suspend TaskScope",
                    "Unit",
                    "Long",
                    "Runs [body] for every %s and keeps only their number: for sources that are huge or have no end."));

    private static final String HEAD = """
package dev.wove.dsl

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping.Keeps
import kotlinx.coroutines.flow.Flow
import java.util.stream.BaseStream
import kotlin.time.Duration

/**
 * Declares mapped tasks: one run of the body per item of an iterable, array, map (its entries), sequence,
 * stream or flow, or of a task that makes one. (`numbers.asList()` makes a list of an array of primitives.)
 *
 * At most `workers` items run at once, and no more coroutines than that exist. A failed item cancels the
 * others and fails the task, except with `eachSettled`. `retries` and `timeout` are per item. A mapped task
 * over another mapped task starts on each item as soon as that one has it.
 *
 * Without `workers` all items of a collection, an array or a map start. Of a source that does not know its
 * size (a sequence, a flow, a stream, a range) at most 1024 are under way at once, unless `workers` or
 * `maxPending` says otherwise.
 *
 * A stream, given or made by a task, is closed when the tasks that are mapped over it have ended or will
 * not start. A failure to close it fails them like one to read it.
 *
 * One file, because it is one table: four ways to map, twelve kinds of source.
 */
public abstract class MappedTasks internal constructor(
    graph: Graph,
) : Declarations(graph) {
""";

    private KotlinMappedTasks() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var way : WAYS) {
            KotlinItems.ALL.forEach(items -> overloads.add(overload(way, items, false)));
            KotlinItems.ALL.forEach(items -> overloads.add(overload(way, items, true)));
        }
        var path = "wove-dsl/src/main/kotlin/dev/wove/dsl/MappedTasks.kt";
        return new Generated(path, HEAD + String.join("\n", overloads) + "}\n");
    }

    private static String overload(Way way, KotlinItems items, boolean ofTask) {
        var name = way.name;
        var doc = new Doc(way.doc.formatted(items.of() + (ofTask ? " that [items] makes" : " [items]")))
                .tag("@param items " + (ofTask ? "makes " : "") + items.words())
                .tag("@param inputs tasks whose values [body] may read, the same for every item")
                .tags(KotlinOption.tags(List.of(KotlinOption.NAME, KotlinOption.AFTER)))
                .tags(KotlinOption.tags(KotlinOption.OF_ITEMS))
                .tags(KotlinOption.tags(List.of(KotlinOption.POLICY)))
                .tag("@param body is given an item, and reads its inputs as `post()`");
        // Without another name these would be the same function to the JVM
        var jvmName = ofTask ? "    @JvmName(\"" + name + "TaskOf" + items.kind() + "\")\n" : "";
        return doc.write("    ")
                + jvmName
                + """
                    public fun <%s> %s(
                        items: %s,
                        vararg inputs: TaskInput,
                %s    ): TaskDeclaration<%s> = options(name, policy, %s).let {
                        map(name, TaskKind.%s, Keeps.%s, items, inputs, after, it, body)
                    }
                """.formatted(
                                items.generics() + (way.makes.equals("R") ? ", R" : ""),
                                name,
                                ofTask ? "Task<out " + items.type() + ">" : items.type(),
                                parameters(way, items),
                                way.value,
                                KotlinOption.names(KotlinOption.OF_ITEMS),
                                way.kind,
                                way.keeps);
    }

    private static String parameters(Way way, KotlinItems items) {
        var indent = "        ";
        return KotlinOption.parameters(List.of(KotlinOption.NAME, KotlinOption.AFTER), indent)
                + KotlinOption.parameters(KotlinOption.OF_ITEMS, indent)
                + KotlinOption.parameters(List.of(KotlinOption.POLICY), indent)
                + indent + "body: " + way.receiver + ".(" + items.item() + ") -> " + way.makes + ",\n";
    }
}
