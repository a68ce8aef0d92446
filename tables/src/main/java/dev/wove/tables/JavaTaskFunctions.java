package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code TaskFunctions} of Java: kinds of bodies by number of parameters. */
final class JavaTaskFunctions {
    /**
     * A kind of body.
     *
     * @param name of the public method, or null if there is none
     * @param plain how the methods begin that make a function of any body
     */
    private record Kind(String name, String plain, JavaBody body, String doc) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "taskFunction",
                    "blocking",
                    JavaBody.BLOCKING,
                    "whose body may block and may throw; it is interrupted when it is cancelled."),
            new Kind(
                    "asyncFunction",
                    "stage",
                    JavaBody.STAGE,
                    "whose body returns a stage. The function's value is that of the stage."),
            new Kind(null, "action", JavaBody.ACTION, null));

    private static final String HEAD = """
package dev.wove.java;

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
import dev.wove.function.TaskFunction;
import dev.wove.function.TaskFunction0;
import dev.wove.function.TaskFunction1;
import dev.wove.function.TaskFunction2;
import dev.wove.function.TaskFunction3;
import dev.wove.function.TaskFunction4;
import dev.wove.function.TaskFunction5;
import dev.wove.internal.engine.scope.RealFunction;
import dev.wove.internal.run.ArrayCall;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Declares functions that can be called in three ways: {@code scope.start(fetch, 1)} starts a call in a {@link
 * LiveScope}, {@code fetch.call(1)} blocks, {@code fetch.future(1)} gives a future. Kotlin code calls the same function
 * from coroutines.
 *
 * <pre>{@code
 * static final TaskFunction1<Integer, Post> fetch = taskFunction("fetch", id -> posts.find(id));
 * }</pre>
 *
 * <p>The name is what messages and threads call the function.
 */
public final class TaskFunctions {
    private TaskFunctions() {}

""";

    private static final String TAIL = """

    private static RealFunction<?> function(@Nullable String name, TaskKind kind, Object body, ArrayCall call) {
        return RealFunction.Companion.calling(name, kind, body, call);
    }
}
""";

    private JavaTaskFunctions() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var kind : KINDS.subList(0, 2)) {
            Arity.ALL.forEach(parameters -> overloads.add(declaration(kind, parameters)));
        }
        overloads.add("    // Any body in one form\n");
        for (var kind : KINDS) {
            Arity.ALL.forEach(parameters -> overloads.add(ofAnyBody(kind, parameters)));
        }
        var path = "wove-java-bridge/src/main/java/dev/wove/java/TaskFunctions.java";
        return new Generated(path, HEAD + String.join("\n", overloads) + TAIL);
    }

    private static String declaration(Kind kind, Arity parameters) {
        var doc = new Doc("Declares a function of " + parameters.word("parameter") + " " + kind.doc)
                .tag("@param name what messages and threads call the function")
                .tag("@param body is called with the arguments of a call");
        return doc.write("    ")
                + JavaLayout.method(
                        "public static",
                        parameters.types("R"),
                        function(parameters) + " " + kind.name,
                        List.of("String name", kind.body.type(parameters.types(), "R") + " body"),
                        "")
                + "        return " + kind.plain + parameters.count() + "(name, body);\n    }\n";
    }

    private static String ofAnyBody(Kind kind, Arity parameters) {
        var value = kind.body.makesValue();
        var body = kind.body.type(parameters.types(), "R") + " body";
        var lambda = kind.body.lambda("in", parameters.run("(%1$s) in[%3$s]"));
        var arguments = List.of(value ? "name" : "null", kind.body.kind(), "body", lambda);
        return (value || parameters.count() > 0 ? "    @SuppressWarnings(\"unchecked\")\n" : "")
                + JavaLayout.method(
                        "static",
                        value ? parameters.types("R") : parameters.types(),
                        (value ? function(parameters) : "TaskFunction") + " " + kind.plain + parameters.count(),
                        value ? List.of("@Nullable String name", body) : List.of(body),
                        "")
                + (value
                        ? JavaLayout.call("return", "(" + function(parameters) + ")", "function", arguments)
                        : JavaLayout.call("return function", arguments))
                + "    }\n";
    }

    private static String function(Arity parameters) {
        return "TaskFunction" + parameters.count() + "<" + String.join(", ", parameters.types("R")) + ">";
    }
}
