package dev.wove.internal.text;

import dev.wove.OnFailure;
import dev.wove.Policy;
import dev.wove.TaskInput;
import dev.wove.TaskKind;
import dev.wove.WeaveOptions;
import dev.wove.internal.graph.Names;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is told of a task, in words. */
public final class TaskText {
    private TaskText() {}

    /** {@code name} without what a terminal takes for a command or a new line. */
    public static String plain(String name) {
        return Names.plain(name);
    }

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
        var details = node.details;
        var parts = new ArrayList<String>();
        Stream.of(node.inputs()).map(TaskText::input).forEach(parts::add);
        if (details != null) {
            Stream.of(details.after).map(input -> "after " + input(input)).forEach(parts::add);
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
        var options = options(node.policy());
        if (!options.isEmpty()) {
            lines.add(options);
        }
        return lines;
    }

    public static String options(Policy policy) {
        var parts = new ArrayList<String>();
        add(parts, "retries", policy.retries());
        add(parts, "", policy.backoff());
        addWord(parts, "retryIf", policy.retryIf() != null);
        add(parts, "timeout", policy.timeout());
        add(parts, "deadline", policy.deadline());
        addWord(parts, "fallback", policy.fallback() != null);
        add(parts, "workers", policy.workers());
        add(parts, "perMinute", policy.perMinute());
        add(parts, "maxPending", policy.maxPending());
        add(parts, "", policy.limit());
        add(parts, "abandonAfter", policy.abandonAfter());
        addWord(parts, "onCaller", policy.runsOnCaller());
        return String.join(", ", parts);
    }

    public static String options(WeaveOptions options) {
        return String.join(", ", parts(options));
    }

    /** With who listens, and what is kept for them, which a plan does not tell. */
    public static String all(WeaveOptions options) {
        var parts = parts(options);
        int listeners = options.listeners().size();
        addWord(parts, listeners == 1 ? "1 listener" : listeners + " listeners", listeners > 0);
        addWord(parts, "trace", options.traces());
        return String.join(", ", parts);
    }

    private static List<String> parts(WeaveOptions options) {
        var parts = new ArrayList<String>();
        add(parts, "workers", options.workers());
        add(parts, "maxBlocking", options.maxBlocking());
        add(parts, "timeout", options.timeout());
        addWord(parts, "onFailure CONTINUE", options.onFailure() == OnFailure.CONTINUE);
        addWord(parts, "showValues", options.showsValues());
        add(parts, "stallAfter", options.stallAfter());
        return parts;
    }

    private static void add(List<String> parts, String option, @Nullable Object value) {
        if (value != null) {
            var text = value instanceof Duration d ? DurationText.of(d) : value.toString();
            parts.add(option.isEmpty() ? text : option + " " + text);
        }
    }

    private static void addWord(List<String> parts, String word, boolean isSet) {
        if (isSet) {
            parts.add(word);
        }
    }
}
