package dev.wove.internal.plan;

import dev.wove.PlannedTask;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.text.Names;
import dev.wove.internal.text.PolicyText;
import dev.wove.internal.text.Table;
import dev.wove.internal.text.WeaveOptionsText;
import java.util.ArrayList;
import java.util.List;

/** A plan for people: a line per task with all that was declared, then which tasks can run at the same time. */
public final class Explanation {
    /** How wide a list of names may be before the rest is only counted. */
    private static final int WIDEST_CELL = 48;

    private static final int WIDEST_LEVEL = 100;
    private static final int MOST_LEVELS = 100;

    private final RealPlan<?> plan;
    private final List<PlannedTask> tasks;

    private Explanation(RealPlan<?> plan) {
        this.plan = plan;
        this.tasks = plan.tasks();
    }

    public static String of(RealPlan<?> plan) {
        var explanation = new Explanation(plan);
        return explanation.head() + "\n" + explanation.table() + "\n" + explanation.levels();
    }

    private String head() {
        int count = tasks.size();
        var text = new StringBuilder("Weave '" + Names.plain(plan.name()) + "': " + count
                + (count == 1 ? " task" : " tasks") + ", returns '" + Names.plain(plan.returned()) + "'\n");
        var options = WeaveOptionsText.of(plan.options());
        if (!options.isEmpty()) {
            text.append("  Options: ").append(options).append('\n');
        }
        var given = plan.graph.inputNames();
        if (!given.isEmpty()) {
            text.append("  Inputs given: ")
                    .append(Names.plain(String.join(", ", given)))
                    .append('\n');
        }
        return text.toString();
    }

    private String table() {
        var table = new Table();
        boolean anyMapped = tasks.stream().anyMatch(PlannedTask::mapped);
        boolean anyOptions =
                tasks.stream().anyMatch(task -> !PolicyText.of(task.policy()).isEmpty());
        table.row(
                "task",
                "kind",
                anyMapped ? "mapped" : "",
                "inputs",
                "dependents",
                "runs on",
                anyOptions ? "options" : "");
        for (int i = 0; i < tasks.size(); i++) {
            row(table, tasks.get(i), plan.graph.node(i));
        }
        return table.toString();
    }

    private static void row(Table table, PlannedTask task, TaskNode<?> node) {
        table.row(
                task.name(),
                TaskText.kind(task.kind()),
                mapped(node),
                shortened(inputs(node), WIDEST_CELL),
                shortened(task.dependents(), WIDEST_CELL),
                task.runsOn(),
                PolicyText.of(task.policy()));
    }

    private static List<String> inputs(TaskNode<?> node) {
        var inputs = new ArrayList<>(TaskText.inputs(node));
        var mapping = node.mapping();
        if (mapping != null && mapping.sourceTask() != null && !inputs.contains(mapping.sourceName())) {
            inputs.add(mapping.sourceName());
        }
        return inputs;
    }

    private static String mapped(TaskNode<?> node) {
        var mapping = node.mapping();
        if (mapping == null) {
            return "";
        }
        return TaskText.each(node) + " " + TaskText.over(node) + (mapping.upstream() == null ? "" : ", as they come");
    }

    private String levels() {
        var levels = plan.levels();
        var text = new Table();
        for (int i = 0; i < Math.min(levels.size(), MOST_LEVELS); i++) {
            text.row(String.valueOf(i + 1), shortened(levels.get(i), WIDEST_LEVEL));
        }
        var rest = levels.size() > MOST_LEVELS ? "  ... (" + levels.size() + " in all)\n" : "";
        return "Levels (a task starts as soon as its own inputs are ready):\n" + text + rest;
    }

    private static String shortened(List<String> names, int widest) {
        if (names.isEmpty()) {
            return "-";
        }
        var text = new StringBuilder(names.get(0));
        for (int i = 1; i < names.size(); i++) {
            if (text.length() + names.get(i).length() > widest) {
                return text.append(", ... (")
                        .append(names.size())
                        .append(" in all)")
                        .toString();
            }
            text.append(", ").append(names.get(i));
        }
        return text.toString();
    }
}
