package dev.wove.tables;

import java.util.List;
import java.util.stream.Collectors;

/** A kind of body in Java. */
enum JavaBody {
    /** May block, and makes a value. */
    BLOCKING("BLOCKING", "TaskBody", "? extends %s"),
    /** Returns a stage of a value. */
    STAGE("STAGE", "TaskBody", "? extends CompletionStage<? extends %s>"),
    /** May block, and makes no value. */
    ACTION("BLOCKING", "TaskAction", null);

    private final String kind;
    private final String type;
    private final String value;

    JavaBody(String kind, String type, String value) {
        this.kind = kind;
        this.type = type;
        this.value = value;
    }

    /** The constant of {@code TaskKind}. */
    String kind() {
        return "TaskKind." + kind;
    }

    boolean makesValue() {
        return value != null;
    }

    /** The type of a body which takes these types and makes {@code made}. */
    String type(List<String> takes, String made) {
        var arguments = takes.stream().map(taken -> "? super " + taken).collect(Collectors.joining(", "));
        if (makesValue()) {
            arguments += (takes.isEmpty() ? "" : ", ") + value.formatted(made);
        }
        return type + (takes.isEmpty() ? "" : takes.size()) + (arguments.isEmpty() ? "" : "<" + arguments + ">");
    }

    /** A lambda that runs the body and gives its value, or null if it makes none; inside a call indented by 8. */
    String lambda(String parameters, String call) {
        return makesValue()
                ? parameters + " -> " + call
                : parameters + " -> {\n            " + call + ";\n            return null;\n        }";
    }
}
