package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** The interfaces of {@code dev.wove.function}: bodies with and without a value, and functions, by number of inputs. */
final class JavaFunctions {
    private static final String FOLDER = "wove-core/src/main/java/dev/wove/function/";

    private static final String CALLS = """
        /**
         * Calls the function and blocks until it has returned. A body that blocks itself runs on this thread.
         *
    %2$s     * @throws X what the body throws
         * @throws dev.wove.WeaveCancelledException if the thread was interrupted while a body that does not block ran
         * @throws IllegalStateException in suspending code of a weave or scope, where it could deadlock
         */
        <X extends Exception> R call(%1$s) throws X;

    """;

    private JavaFunctions() {}

    static List<Generated> generated() {
        var files = new ArrayList<Generated>();
        for (var inputs : Arity.ALL) {
            files.add(body("TaskBody", inputs, "R", "makes a value", "what the body makes"));
            files.add(body("TaskAction", inputs, "void", "makes no value", null));
            files.add(function(inputs));
        }
        return files;
    }

    private static Generated body(String kind, Arity inputs, String value, String makes, String returns) {
        var name = kind + (inputs.count() == 0 ? "" : inputs.count());
        var reads = inputs.count() == 0 ? "no input" : inputs.word("input");
        var generics = returns == null ? inputs.types() : inputs.types("R");
        var doc = new Doc("The body of a task that reads " + reads + " and " + makes + ". It may block and may throw.");
        var text = "package dev.wove.function;\n\n"
                + (generics.isEmpty() ? "" : "import org.jspecify.annotations.Nullable;\n\n")
                + doc.write("")
                + "@FunctionalInterface\n"
                + JavaLayout.type("public interface " + name, generics, "")
                + "    " + value + " run(" + inputs.joined("%1$s %2$s") + ") throws Exception;\n}\n";
        return new Generated(FOLDER + name + ".java", text);
    }

    private static Generated function(Arity parameters) {
        var name = "TaskFunction" + parameters.count();
        var future = new Doc(
                        "Calls the function elsewhere and returns at once. Cancelling the future cancels the call.")
                .tags(parameters.tags("the %s argument"));
        var tags = new StringBuilder();
        parameters
                .tags("the %s argument")
                .forEach(tag -> tags.append("     * ").append(tag).append("\n"));
        var list = parameters.joined("%1$s %2$s");
        var text = "package dev.wove.function;\n\n"
                + "import java.util.concurrent.CompletableFuture;\nimport org.jspecify.annotations.Nullable;\n\n"
                + "/** A {@link TaskFunction} of " + parameters.word("parameter") + ". */\n"
                + JavaLayout.type("public interface " + name, parameters.types("R"), " extends TaskFunction")
                + CALLS.formatted(list, tags)
                + future.write("    ")
                + "    CompletableFuture<R> future(" + list + ");\n}\n";
        return new Generated(FOLDER + name + ".java", text);
    }
}
