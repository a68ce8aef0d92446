package dev.wove.internal.reuse;

import dev.wove.Policy;
import dev.wove.TaskKind;
import dev.wove.internal.graph.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of a weave class, with what it takes.
 *
 * @param declared the method whose annotations and parameter names count
 * @param method the method that is called: the same, or one that overrides it
 * @param chain the methods that override each other, the topmost first, {@code method} last
 * @param policy the options that the annotation gives
 * @param policyMember the member that holds further options, null if there is none
 * @param parameters one for each parameter, the continuation of a suspending function left out
 * @param each where the items of a mapped task come from
 * @param keeps what a mapped task keeps of its items
 * @param after the tasks it waits for without taking their values
 * @param value the type of the task's value
 */
public record WiredTask(
        String name,
        TaskKind kind,
        MethodModel declared,
        MethodModel method,
        List<MethodModel> chain,
        Policy policy,
        @Nullable String policyMember,
        List<WiredArgument> parameters,
        @Nullable WiredArgument each,
        Mapping.@Nullable Keeps keeps,
        List<Integer> after,
        TypeModel value) {}
