package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code Tasks} of Java: kinds of methods that are tasks, by number of parameters. */
final class JavaTasks {
    private record Kind(String name, String makes, String value, String handle, String doc) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("taskOf", "T", "Task<T>", "single", "The task that is that method of %s."),
            new Kind(
                    "itemsOf",
                    "T",
                    "Task<List<T>>",
                    "mapped",
                    "The mapped task that is that method of %s: its value is the list of what the items make."),
            new Kind(
                    "stageOf",
                    "? extends CompletionStage<T>",
                    "Task<T>",
                    "awaited",
                    "The task that is that method of %s, which returns a stage: its value is that of the stage."));

    private static final String HEAD = """
package dev.wove.java;

import dev.wove.Task;
import dev.wove.internal.graph.TaskRef;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Handles on the tasks of {@link dev.wove.Weave} classes, by method reference: {@code taskOf(PostPage::author)}. They
 * are tasks of no weave in particular, and find the task of that name wherever they are used: as an input, to be
 * overridden, to run only that, in a result.
 *
 * <p>Methods without a value, overloaded ones and those with more than five parameters are referred to by
 * {@linkplain #taskNamed name}.
 */
public final class Tasks {
    private Tasks() {}

    /** The task of that name. */
    public static <T extends @Nullable Object> Task<T> taskNamed(String name) {
        return TaskRef.unbound(name, null);
    }

    /** The task of that name, whose value is a {@code type}. */
    public static <T> Task<T> taskNamed(String name, Class<T> type) {
        return TaskRef.unbound(name, type);
    }

""";

    private JavaTasks() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var kind : KINDS) {
            Arity.ALL.forEach(parameters -> overloads.add(overload(kind, parameters)));
        }
        var path = "wove-java-bridge/src/main/java/dev/wove/java/Tasks.java";
        return new Generated(path, HEAD + String.join("\n", overloads) + "}\n");
    }

    private static String overload(Kind kind, Arity parameters) {
        var generics = new ArrayList<>(List.of("W"));
        generics.addAll(parameters.types());
        var reference =
                "MethodReference.Of" + parameters.count() + "<" + String.join(", ", generics) + ", " + kind.makes + ">";
        generics.add("T");
        return new Doc(kind.doc.formatted(parameters.word("parameter")))
                        .tag("@param method a reference to a method of a weave class, such as {@code PostPage::author}")
                        .write("    ")
                + JavaLayout.method(
                        "public static", generics, kind.value + " " + kind.name, List.of(reference + " method"), "")
                + "        return ReferredMethod.of(method)." + kind.handle + "();\n    }\n";
    }
}
