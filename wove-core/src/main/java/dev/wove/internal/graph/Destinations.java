package dev.wove.internal.graph;

import dev.wove.Policy;
import dev.wove.internal.environment.Environments;
import org.jspecify.annotations.Nullable;

/** Where the tasks of a graph go that can leave: what the task says, the weave, the type of the method, or the default. */
public final class Destinations {
    private Destinations() {}

    /** {@code policy}, saying where a method of {@code contract} runs if the task does not. */
    public static Policy of(Graph graph, Policy policy, @Nullable Class<?> contract) {
        return isSaid(graph, policy) ? policy : policy.with(Policy.environment(name(graph, contract)));
    }

    /** The same of a task that has a body here as well, and needs no place if that is where it runs. */
    public static Policy elsewhere(Graph graph, Policy policy, Class<?> type) {
        boolean canBeSaid = graph.configuration() != null || graph.options().environment() != null;
        if (!canBeSaid || isSaid(graph, policy)) {
            return policy;
        }
        var name = name(graph, type);
        return name.equals(Environments.LOCAL) ? policy : policy.with(Policy.environment(name));
    }

    private static String name(Graph graph, @Nullable Class<?> type) {
        return graph.environments().nameFor(null, graph.options().environment(), type);
    }

    /** Whether the policy says where, or what it is on top of. */
    private static boolean isSaid(Graph graph, Policy policy) {
        var configuration = graph.configuration();
        var base = configuration == null || policy.named() == null ? null : configuration.policy(policy.named());
        return policy.environment() != null || (base != null && base.environment() != null);
    }
}
