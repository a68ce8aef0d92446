package dev.wove.test.internal;

import dev.wove.Plan;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.plan.RealPlan;
import dev.wove.internal.plan.TaskText;
import dev.wove.internal.text.PolicyText;
import dev.wove.internal.text.Table;
import dev.wove.internal.text.WeaveOptionsText;

/** A plan as aligned text: one line per task, in the order declared, with all that it waits for and all its options. */
public final class PlanText {
    private PlanText() {}

    public static String of(Plan<?> plan) {
        var real = (RealPlan<?>) plan;
        var table = new Table();
        for (int i = 0; i < real.graph.size(); i++) {
            var node = real.graph.node(i);
            var inputs = TaskText.inputs(node);
            table.row(
                    node.name(),
                    kind(node),
                    PolicyText.of(node.policy()),
                    inputs.isEmpty() ? "" : "<- " + String.join(", ", inputs));
        }
        var options = WeaveOptionsText.of(plan.options());
        return plan.name() + (options.isEmpty() ? "" : " (" + options + ")") + "\n" + table + "returns "
                + real.returned.name() + "\n";
    }

    private static String kind(TaskNode<?> node) {
        var kind = TaskText.kind(node.kind);
        var mapping = node.mapping();
        if (mapping == null) {
            return kind;
        }
        var source = mapping.sourceTask();
        return kind + " " + TaskText.each(node) + " " + (source == null ? "item given" : source.name());
    }
}
