package dev.wove.internal.graph;

import dev.wove.Policy;
import dev.wove.TaskKind;
import dev.wove.internal.config.Active;
import dev.wove.internal.config.RealConfiguration;
import org.jspecify.annotations.Nullable;

/** What is looked at where a policy enters a task. */
final class DeclaredOptions {
    private DeclaredOptions() {}

    /** {@code given} with what names in it stand for. */
    static Policy resolved(Graph graph, TaskNode<?> node, Policy given) {
        return Active.hasNames(given)
                ? RealConfiguration.policy(graph.configuration(), given, () -> Refusals.who(graph, node))
                : given;
    }

    /** Fails if there is an option that such a task cannot have. */
    static void check(Graph graph, TaskNode<?> node, Policy policy, @Nullable Mapping mapping) {
        if (mapping == null && policy.workers() != null) {
            throw Refusals.unmapped(graph, node, "workers = " + policy.workers());
        }
        if (mapping == null && policy.maxPending() != null) {
            throw Refusals.unmapped(graph, node, "maxPending = " + policy.maxPending());
        }
        if (policy.runsOnCaller() && node.kind != TaskKind.BLOCKING) {
            throw Refusals.notBlocking(graph, node);
        }
    }
}
