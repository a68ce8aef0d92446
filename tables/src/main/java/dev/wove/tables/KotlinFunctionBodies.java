package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** Bodies in Kotlin that were written elsewhere: the ways to map, over an iterable or a task that makes one. */
final class KotlinFunctionBodies {
    private static final String HEAD = """
@file:JvmName("FunctionBodies")

package dev.wove.dsl

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskKind
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
import kotlin.coroutines.Continuation
import kotlin.time.Duration

// Bodies that were written elsewhere read no inputs, so their types have no receiver, which those of the scope's
// functions have. These are extensions, and not members: a lambda always means the member.

/**
 * Declares a task whose body is a function from anywhere, as in `val author by task(body = ::loadAuthor)`; see
 * [WeaveScope.task]. It takes no inputs: what needs some is a lambda.
 */
public fun <T> WeaveScope.task(
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    policy: Policy? = null,
    body: suspend () -> T,
): TaskDeclaration<T> = function(name, TaskKind.SUSPENDING, after, options(name, policy, retries, timeout), body)

/** Declares a task whose body is a function from anywhere that may block; see [WeaveScope.blocking]. */
public fun <T> WeaveScope.blocking(
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    policy: Policy? = null,
    body: () -> T,
): TaskDeclaration<T> = function(name, TaskKind.BLOCKING, after, options(name, policy, retries, timeout), body)

""";

    private static final String TAIL = """

private fun <T> Declarations.function(
    name: String?,
    kind: TaskKind,
    after: List<Task<*>>,
    policy: Policy,
    body: Any,
    mapping: Mapping? = null,
): TaskDeclaration<T> {
    val task = FunctionTask<T>(graph, graph.nextIndex(name), kind, body)
    return declare(task, name, emptyArray(), after, policy, mapping)
}

/** A task whose body is a plain function: of its item, if it has items. */
private class FunctionTask<T>(
    graph: Graph,
    index: Int,
    kind: TaskKind,
    body: Any,
) : KotlinTask<T>(graph, index, kind, body) {
    override fun copy(): FunctionTask<T> = FunctionTask(graph, index, kind, body)

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? = startFunction(item, completion)

    override fun callBlocking(item: Any?): Any? = callFunction(item)
}
""";

    private KotlinFunctionBodies() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var way : KotlinMappedTasks.WAYS) {
            overloads.add(overload(way, false));
            overloads.add(overload(way, true));
        }
        var path = "wove-dsl/src/main/kotlin/dev/wove/dsl/FunctionBodies.kt";
        return new Generated(path, HEAD + String.join("\n", overloads) + TAIL);
    }

    private static String overload(KotlinMappedTasks.Way way, boolean ofTask) {
        var items = KotlinItems.ALL.get(0);
        var first = way.doc().formatted(items.of() + (ofTask ? " that [items] makes" : " [items]"));
        var doc = new Doc(
                        first.contains("[body], which")
                                ? first.replace("[body], which", "[body], a function from anywhere that")
                                : first.replace("[body]", "[body], a function from anywhere,"))
                .tag("@param items " + (ofTask ? "makes " : "") + items.words())
                .tags(KotlinOption.tags(List.of(KotlinOption.NAME, KotlinOption.AFTER)))
                .tags(KotlinOption.tags(KotlinOption.OF_ITEMS))
                .tags(KotlinOption.tags(List.of(KotlinOption.POLICY)))
                .tag("@param body is given an item; what needs inputs is a lambda")
                .tag("@see MappedTasks." + way.name());
        return doc.write("")
                + (ofTask ? "@JvmName(\"" + way.name() + "TaskOfIterable\")\n" : "")
                + """
                public fun <I%s> MappedTasks.%s(
                    items: %s,
                %s    body: %s(I) -> %s,
                ): TaskDeclaration<%s> = options(name, policy, %s).let {
                    function(name, TaskKind.%s, after, it, body, Mapping(items, Mapping.Keeps.%s))
                }
                """.formatted(
                                way.makes().equals("R") ? ", R" : "",
                                way.name(),
                                ofTask ? "Task<out Iterable<I>>" : "Iterable<I>",
                                KotlinOption.parameters(List.of(KotlinOption.NAME, KotlinOption.AFTER), "    ")
                                        + KotlinOption.parameters(KotlinOption.OF_ITEMS, "    ")
                                        + KotlinOption.parameters(List.of(KotlinOption.POLICY), "    "),
                                way.receiver().startsWith("suspend ") ? "suspend " : "",
                                way.makes(),
                                way.value(),
                                KotlinOption.names(KotlinOption.OF_ITEMS),
                                way.kind(),
                                way.keeps());
    }
}
