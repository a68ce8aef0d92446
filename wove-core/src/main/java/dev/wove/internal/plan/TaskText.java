package dev.wove.internal.plan;

import dev.wove.TaskInput;
import dev.wove.TaskKind;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.text.PolicyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is told of a task, in words. */
public final class TaskText {
    private TaskText() {}

    public static String kind(TaskKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** How the task was declared, if it is mapped, else null. */
    public static @Nullable String each(TaskNode<?> node) {
        var mapping = node.mapping();
        if (mapping == null) {
            return null;
        }
        return switch (mapping.keeps) {
            case VALUES -> "each";
            case OUTCOMES -> "eachSettled";
            case COUNT -> "eachUnit";
        };
    }

    /** What a mapped task is mapped over: a number of items, or where they come from. */
    public static String over(TaskNode<?> node) {
        var mapping = node.mapping();
        if (mapping == null) {
            return "";
        }
        var source = mapping.sourceName();
        var count = mapping.knownCount();
        if (source != null) {
            return "over " + source;
        }
        if (count == null) {
            return "over items given";
        }
        return count == 0 ? "over no items" : count == 1 ? "over 1 item" : "over " + count + " items";
    }

    /** All that the task declared to wait for, but for the source of its items. */
    public static List<String> inputs(TaskNode<?> node) {
        var declaration = node.declaration;
        var parts = new ArrayList<String>();
        Stream.of(node.inputs()).map(TaskText::input).forEach(parts::add);
        if (declaration != null) {
            Stream.of(declaration.after).map(input -> "after " + input(input)).forEach(parts::add);
        }
        return parts;
    }

    private static String input(TaskInput input) {
        var name = TakenInput.taskOf(input).name();
        return input instanceof TakenInput taken ? taken.mode().word + "(" + name + ")" : name;
    }

    /** The lines that stand in the box of a task: its name, how it runs, its options. */
    static List<String> label(TaskNode<?> node) {
        var lines = new ArrayList<String>();
        lines.add(node.name());
        lines.add(node.mapping() == null ? kind(node.kind) : kind(node.kind) + ", " + over(node));
        var options = PolicyText.of(node.policy());
        if (!options.isEmpty()) {
            lines.add(options);
        }
        return lines;
    }
}
