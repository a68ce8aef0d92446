package dev.wove.test.internal;

import dev.wove.OnFailure;
import dev.wove.Plan;
import dev.wove.Policy;
import dev.wove.TaskInput;
import dev.wove.WeaveOptions;
import dev.wove.internal.graph.RealPlan;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan as aligned text: one line per task, in the order declared, with all that it waits for and all its options. */
public final class PlanText {
    private PlanText() {}

    public static String of(Plan<?> plan) {
        var real = (RealPlan<?>) plan;
        var table = new Table();
        for (int i = 0; i < real.graph.size(); i++) {
            var node = real.graph.node(i);
            table.row(node.name(), kind(node), options(node.policy()), inputs(node));
        }
        var options = options(plan.options());
        return plan.name() + (options.isEmpty() ? "" : " (" + options + ")") + "\n" + table + "returns "
                + real.returned.name() + "\n";
    }

    private static String kind(TaskNode<?> node) {
        var kind = node.kind.name().toLowerCase(Locale.ROOT);
        var mapping = node.mapping();
        if (mapping == null) {
            return kind;
        }
        var each = switch (mapping.keeps) {
            case VALUES -> "each ";
            case OUTCOMES -> "eachSettled ";
            case COUNT -> "eachUnit ";
        };
        var source = mapping.sourceTask();
        return kind + " " + each + (source == null ? "item given" : source.name());
    }

    private static String inputs(TaskNode<?> node) {
        var details = node.details;
        var parts = new ArrayList<String>();
        Stream.of(node.inputs()).map(PlanText::input).forEach(parts::add);
        if (details != null) {
            Stream.of(details.after).map(input -> "after " + input(input)).forEach(parts::add);
        }
        return parts.isEmpty() ? "" : "<- " + String.join(", ", parts);
    }

    private static String input(TaskInput input) {
        var name = TakenInput.taskOf(input).name();
        return input instanceof TakenInput taken ? taken.mode().word + "(" + name + ")" : name;
    }

    private static String options(Policy policy) {
        var parts = new ArrayList<String>();
        add(parts, "retries", policy.retries());
        add(parts, "backoff", policy.backoff());
        addWord(parts, "retryIf", policy.retryIf() != null);
        add(parts, "timeout", policy.timeout());
        add(parts, "deadline", policy.deadline());
        addWord(parts, "fallback", policy.fallback() != null);
        add(parts, "workers", policy.workers());
        add(parts, "perMinute", policy.perMinute());
        add(parts, "maxPending", policy.maxPending());
        add(parts, "limit", policy.limit());
        add(parts, "abandonAfter", policy.abandonAfter());
        addWord(parts, "onCaller", policy.runsOnCaller());
        return String.join(", ", parts);
    }

    private static String options(WeaveOptions options) {
        var parts = new ArrayList<String>();
        add(parts, "workers", options.workers());
        add(parts, "maxBlocking", options.maxBlocking());
        add(parts, "timeout", options.timeout());
        addWord(parts, "onFailure CONTINUE", options.onFailure() == OnFailure.CONTINUE);
        addWord(parts, "showValues", options.showsValues());
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String option, @Nullable Object value) {
        if (value != null) {
            parts.add(option + " " + (value instanceof Duration d ? DurationText.of(d) : value));
        }
    }

    private static void addWord(List<String> parts, String word, boolean isSet) {
        if (isSet) {
            parts.add(word);
        }
    }
}
