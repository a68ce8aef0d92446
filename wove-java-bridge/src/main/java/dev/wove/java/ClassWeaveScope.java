package dev.wove.java;

import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.engine.classes.ClassWeaving;
import dev.wove.internal.graph.Graph;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes one run of a {@link dev.wove.Weave} class: overrides its tasks and adds others. Both take the tasks and the
 * inputs of the class by handle: {@code taskOf(PostPage::post)} of {@link Tasks}, or {@code w.ref("id", Integer.class)}.
 *
 * <pre>{@code
 * Wove.weave(new PostPage(), given("id", 7), w ->
 *         w.override(taskOf(PostPage::author)).with(taskOf(PostPage::post), post -> new Author("x" + post.id())));
 * }</pre>
 *
 * <p>What is added never changes which task makes the value of the weave. A task that is added under the name of an input
 * makes that input.
 */
public final class ClassWeaveScope extends WeaveScope {
    private final ClassWeaving weaving;

    ClassWeaveScope(Graph graph, ClassWeaving weaving) {
        super(graph);
        this.weaving = weaving;
    }

    private ClassWeaveScope(Graph graph, ClassWeaving weaving, Policy policy, TaskInput[] after) {
        super(graph, policy, after);
        this.weaving = weaving;
    }

    @Override
    @CheckReturnValue
    public ClassWeaveScope with(Policy policy) {
        return new ClassWeaveScope(graph, weaving, this.policy.with(policy), after);
    }

    @Override
    @CheckReturnValue
    public ClassWeaveScope after(Task<?>... tasks) {
        return new ClassWeaveScope(graph, weaving, policy, alsoAfter(tasks));
    }

    /** All inputs that were given, by name. */
    public Map<String, @Nullable Object> inputs() {
        return weaving.getInputs();
    }

    /**
     * Overrides a task of the class in this run, with the body that follows: {@code w.override(taskOf(PostPage::author))
     * .with(...)}.
     *
     * <p>It keeps its name and its place, and its options unless {@link #with} gives them; its inputs are the ones given
     * with the body.
     *
     * @throws dev.wove.PlanException if the class has no such task
     */
    public <T extends @Nullable Object> Overriding<T> override(Task<T> task) {
        return new Overriding<>(graph, weaving, task, policy, after);
    }
}
