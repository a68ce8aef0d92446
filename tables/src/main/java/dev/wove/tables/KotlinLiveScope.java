package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code LiveScope} of Kotlin: calls of functions and kinds of bodies, by number of arguments. */
final class KotlinLiveScope {
    /** A kind of body; {@code doc} has what it waits for in place of the %s. */
    private record Kind(String name, String suspends, String supplier, String function, String doc) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "start",
                    "suspend ",
                    "taskSupplier",
                    "taskFunction",
                    "Starts [body]%s. It should not block a thread for long: [startBlocking] is for that."),
            new Kind(
                    "startBlocking",
                    "",
                    "blockingSupplier",
                    "blockingFunction",
                    "Starts [body], which may block a thread%s: it runs on a virtual thread or an elastic pool, and is"
                            + " interrupted when it is cancelled."));

    /** What each call may be given besides its arguments. */
    private static final List<KotlinOption> OPTIONS = List.of(
            new KotlinOption("name", "String? = null", "what messages, threads and coroutines call it; %s"),
            new KotlinOption(
                    "after",
                    "List<DelayedResult<*>> = emptyList()",
                    "calls that have to succeed first, though their results are not taken"),
            new KotlinOption("policy", "Policy? = null", "the options that a task of a weave may have"));

    private static final String HEAD = """
package dev.wove.dsl

import dev.wove.Argument
import dev.wove.DelayedResult
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.function.TaskFunction0
import dev.wove.function.TaskFunction1
import dev.wove.function.TaskFunction2
import dev.wove.function.TaskFunction3
import dev.wove.function.TaskFunction4
import dev.wove.function.TaskFunction5
import dev.wove.internal.engine.scope.RealArgument
import dev.wove.internal.engine.scope.RealFunction
import dev.wove.internal.engine.scope.ScopeExecution

/**
 * A scope in which calls start at once, and may be given the results of other calls as arguments. Obtained from
 * [taskScope].
 *
 * A call of a [taskFunction] starts as soon as its arguments are there; so does any other function through [start].
 * What fails skips the calls that its result is an argument of. All of this may be used from tasks of the scope, too,
 * and from any thread, until the scope is closed.
 *
 * `name` is what messages, threads and coroutines call a task: the function's name and the number of the call if it is
 * not given. `after` are calls that have to succeed first, though their results are not taken. `policy` has the same
 * options as that of a task in a weave.
 *
 * One file, because it is one table: kinds of bodies by number of arguments.
 */
@WoveDsl
public class LiveScope internal constructor(
    private val scope: ScopeExecution,
) {
    // Calls of functions

""";

    private static final String TAIL = """

    // Arguments

    /** A value that is there, among arguments that are not. */
    public fun <T> given(value: T): Argument<T> = RealArgument.given(value)

    /**
     * How [result] ends, as data. Its failure is then not thrown where the scope ends.
     *
     * @throws IllegalStateException if the scope does not go on after failures: it would not get round to the call
     */
    public fun <T> settled(result: DelayedResult<T>): Argument<Outcome<T>> = RealArgument.settled(result)

    /** The value of [result], or null if it has none; see [settled]. */
    public fun <T> orNull(result: DelayedResult<T>): Argument<T?> = RealArgument.orNull(result)

    /** The values of all of [arguments], in that order. */
    public fun <T> all(arguments: Iterable<Argument<out T>>): Argument<List<T>> = RealArgument.all(arguments)

    @Suppress("UNCHECKED_CAST")
    private fun <R> call(
        function: Any,
        name: String?,
        after: List<DelayedResult<*>>,
        policy: Policy?,
        vararg arguments: Argument<*>,
    ): DelayedResult<R> = scope.start(function as RealFunction<R>, arguments as Array<Argument<*>>, name, after, policy)
}
""";

    private KotlinLiveScope() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var arguments : Arity.ALL) {
            Given.of(arguments).forEach(given -> overloads.add(ofFunction(arguments, given)));
        }
        overloads.add("    // Calls of anything else\n");
        for (var kind : KINDS) {
            Arity.ALL.forEach(arguments -> overloads.add(ofBody(kind, arguments)));
        }
        var path = "wove-dsl/src/main/kotlin/dev/wove/dsl/LiveScope.kt";
        return new Generated(path, HEAD + String.join("\n", overloads) + TAIL);
    }

    private static String ofFunction(Arity arguments, Given given) {
        var doc = new Doc("Starts a call of the function" + given.doc(arguments, "[%2$s]", "[given]"))
                .tags(given.tags(arguments))
                .tags(options("if null, as the function, with the number of the call"));
        var generics = String.join(", ", arguments.types("R"));
        return doc.write("    ")
                + "    public operator fun <" + generics + "> TaskFunction" + arguments.count() + "<" + generics
                + ">.invoke(\n"
                + lines(given.choose(arguments, "%2$s: %1$s", "%2$s: Argument<%1$s>"))
                + KotlinOption.parameters(OPTIONS, "        ")
                + call("this", given.choose(arguments, "given(%2$s)", "%2$s"));
    }

    private static String ofBody(Kind kind, Arity arguments) {
        var once = arguments.count() == 0
                ? ""
                : ", once " + arguments.said("[%2$s]") + (arguments.count() == 1 ? " is" : " are") + " there";
        var doc = new Doc(kind.doc.formatted(once))
                .tags(arguments.tags("becomes the %s argument of [body]"))
                .tags(options("if null, as a function that [body] refers to, with the number of the call"))
                .tag("@param body what the call does");
        var function = arguments.count() == 0 ? kind.supplier : kind.function;
        return doc.write("    ")
                + "    public fun <" + String.join(", ", arguments.types("R")) + "> " + kind.name + "(\n"
                + lines(arguments.each("%2$s: Argument<%1$s>"))
                + KotlinOption.parameters(OPTIONS, "        ")
                + "        body: " + kind.suspends + "(" + arguments.joined("%1$s") + ") -> R,\n"
                + call(function + "(null, body)", arguments.each("%2$s"));
    }

    private static List<String> options(String unnamed) {
        return KotlinOption.tags(OPTIONS).stream()
                .map(tag -> tag.formatted(unnamed))
                .toList();
    }

    private static String lines(List<String> parameters) {
        return parameters.stream().map(one -> "        " + one + ",\n").reduce("", String::concat);
    }

    private static String call(String function, List<String> arguments) {
        var given = new ArrayList<>(List.of(function));
        given.addAll(OPTIONS.stream().map(KotlinOption::name).toList());
        given.addAll(arguments);
        return "    ): DelayedResult<R> = call(" + String.join(", ", given) + ")\n";
    }
}
