package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code TaskFunctions} of Kotlin: declaring, calling from coroutines and from threads, by number of parameters. */
final class KotlinTaskFunctions {
    private static final int WIDTH = 120;

    /**
     * A kind of body.
     *
     * @param make how the engine's function is made of a body
     * @param doc of each, with the number of parameters in place of the %s
     * @param more a second paragraph of each
     * @param supplier the function without parameters, which a lambda cannot tell from one with one
     */
    private record Kind(String name, String suspends, String make, String doc, String more, String supplier) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "taskFunction",
                    "suspend ",
                    "suspending<R>(name ?: nameOf(body), body)",
                    "Declares a function of %s that can be called in four ways: in a [taskScope], where a call starts"
                            + " at once and gives a handle; from a coroutine; as `f.blocking(...)` from a thread that"
                            + " may block; and as `f.future(...)`.",
                    "The body should not block a thread for long: [blockingFunction] is for that. [taskSupplier] is for"
                            + " bodies without parameters.",
                    """
/**
 * Declares a function without parameters; see [taskFunction]. (A lambda does not tell how many it takes.)
 *
 * @param name what messages and threads call the function; if null, as one that [body] refers to
 * @param body is run by each call
 */
public fun <R> taskSupplier(name: String? = null, body: suspend () -> R): TaskFunction0<R> =
    RealFunction.suspending(name ?: nameOf(body), body) { body() }
"""),
            new Kind(
                    "blockingFunction",
                    "",
                    "calling<R>(name ?: nameOf(body), TaskKind.BLOCKING, body)",
                    "Declares a function of %s whose body may block a thread; see [taskFunction].",
                    "Called from a coroutine or in a scope, it runs on a virtual thread or an elastic pool, and is"
                            + " interrupted when it is cancelled. [blockingSupplier] is for bodies without parameters.",
                    """
/**
 * Declares a function without parameters whose body may block a thread; see [blockingFunction].
 *
 * @param name what messages and threads call the function; if null, as one that [body] refers to
 * @param body is run by each call
 */
public fun <R> blockingSupplier(name: String? = null, body: () -> R): TaskFunction0<R> =
    RealFunction.calling(name ?: nameOf(body), TaskKind.BLOCKING, body) { body() }
"""));

    private static final String EXAMPLE = """
```kotlin
val fetch = taskFunction(::fetchById)
val page = taskScope { fetch(1) ... }    // starts
val text = fetch(1)                      // suspends
val same = fetch.blocking(1)             // blocks
```
""";

    private static final String HEAD = """
@file:JvmName("KotlinTaskFunctions")

package dev.wove.dsl

import dev.wove.TaskKind
import dev.wove.function.TaskFunction0
import dev.wove.function.TaskFunction1
import dev.wove.function.TaskFunction2
import dev.wove.function.TaskFunction3
import dev.wove.function.TaskFunction4
import dev.wove.function.TaskFunction5
import dev.wove.internal.engine.scope.RealFunction
import kotlin.reflect.KCallable

// One table: declaring, calling from a coroutine and calling from a blocked thread, by number of parameters.

""";

    private static final String TAIL = """

/** The name of a function that was passed by reference. */
internal fun nameOf(body: Any) = (body as? KCallable<*>)?.name
""";

    private KotlinTaskFunctions() {}

    static Generated generated() {
        var functions = new ArrayList<String>();
        for (var kind : KINDS) {
            for (var parameters : Arity.FROM_ONE) {
                functions.add(unnamed(kind, parameters));
                functions.add(named(kind, parameters));
            }
            functions.add(kind.supplier);
        }
        Arity.ALL.forEach(parameters -> functions.add(suspending(parameters)));
        Arity.ALL.forEach(parameters -> functions.add(blocking(parameters)));
        var path = "wove-dsl/src/main/kotlin/dev/wove/dsl/TaskFunctions.kt";
        return new Generated(path, HEAD + String.join("\n", functions) + TAIL);
    }

    private static String unnamed(Kind kind, Arity parameters) {
        var start = "public fun <" + generics(parameters) + "> " + kind.name + "(body: " + body(kind, parameters)
                + "): " + function(parameters) + " =";
        return doc(kind, parameters)
                        .tag("@param body gives the function its name if it is a reference; that of a lambda has none")
                        .write("")
                + broken(start, kind.name + "(null, body)");
    }

    private static String named(Kind kind, Arity parameters) {
        var start = "public fun <" + generics(parameters) + "> " + kind.name + "(";
        var one = start + "name: String?, body: " + body(kind, parameters) + "): " + function(parameters) + " =";
        var make = "RealFunction." + kind.make + " {";
        var call = "body(" + parameters.joined("it[%3$s] as %1$s") + ")";
        var cast = "} as " + function(parameters);
        var inOne = "    " + make + " " + call + " " + cast;
        var doc = doc(kind, parameters)
                .tag("@param name what messages and threads call the function; if null, as one that [body] refers to")
                .tag("@param body is called with the arguments of a call");
        return doc.write("") + "@Suppress(\"UNCHECKED_CAST\")\n"
                + (one.length() > WIDTH
                        ? start + "\n    name: String?,\n    body: " + body(kind, parameters) + ",\n): "
                                + function(parameters) + " = " + make + "\n    " + call + "\n" + cast + "\n"
                        : inOne.length() > WIDTH
                                ? one + "\n    " + make + "\n        " + call + "\n    " + cast + "\n"
                                : one + "\n" + inOne + "\n");
    }

    private static String suspending(Arity parameters) {
        var start = "public suspend operator fun <" + generics(parameters) + "> " + function(parameters) + ".invoke("
                + parameters.joined("%2$s: %1$s") + "): R =";
        return new Doc("Calls the function of " + parameters.word("parameter")
                                + " and waits for it, as for any suspending" + " function.")
                        .tags(parameters.tags("the %s argument"))
                        .write("")
                + broken(start, "(this as RealFunction<R>).await(arrayOf(" + parameters.joined("%2$s") + "))");
    }

    private static String blocking(Arity parameters) {
        var start = "public fun <" + generics(parameters) + "> " + function(parameters) + ".blocking("
                + parameters.joined("%2$s: %1$s") + "): R =";
        return new Doc("Calls the function of " + parameters.word("parameter") + " and blocks the thread until it has"
                                + " returned.")
                        .tags(parameters.tags("the %s argument"))
                        .tag("@throws IllegalStateException in suspending code of a weave or scope, where it could"
                                + " deadlock")
                        .write("")
                + broken(start, "call<RuntimeException>(" + parameters.joined("%2$s") + ")");
    }

    private static Doc doc(Kind kind, Arity parameters) {
        var doc = new Doc(kind.doc.formatted(parameters.word("parameter")), kind.more);
        return kind.name.equals("taskFunction") && parameters.count() == 1 ? doc.code(EXAMPLE) : doc;
    }

    private static String broken(String start, String value) {
        var one = start + " " + value;
        return (one.length() <= WIDTH ? one : start + "\n    " + value) + "\n";
    }

    private static String generics(Arity parameters) {
        return String.join(", ", parameters.types("R"));
    }

    private static String function(Arity parameters) {
        return "TaskFunction" + parameters.count() + "<" + generics(parameters) + ">";
    }

    private static String body(Kind kind, Arity parameters) {
        return kind.suspends + "(" + parameters.joined("%1$s") + ") -> R";
    }
}
