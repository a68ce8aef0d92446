package dev.wove;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A weave that was declared and checked and has not started. It can be read, and run any number of times, also at once,
 * from Kotlin ({@code plan.run()}) and from Java ({@code Wove.run(plan)}), whichever language declared it.
 *
 * <p>Bodies are the ones captured when the plan was declared. Reading a plan changes nothing. Implemented by Wove only;
 * safe to share between threads.
 *
 * @param <R> the type of the value that a run returns
 */
public interface Plan<R extends @Nullable Object> {

    /** The name of the weave. */
    String name();

    /** The tasks in the order declared. */
    List<PlannedTask> tasks();

    /**
     * Returns one task.
     *
     * @throws java.util.NoSuchElementException if no task has that name
     */
    PlannedTask task(String name);

    /** The names in an order in which every task comes after its inputs; the order declared where that is free. */
    List<String> order();

    /** The names by depth: a task's level is one more than the highest level of its inputs. For reading only. */
    List<List<String>> levels();

    /** The name of the task whose value a run returns. */
    String returned();

    /** The options of the weave. */
    WeaveOptions options();

    /**
     * Returns the plan as aligned text for a terminal: each task with how it runs, what it is mapped over, what it waits
     * for, who waits for it and its options, then which tasks can run at the same time. Long lists are cut and counted.
     *
     * <p>The text is the same on every machine and in every JVM. It is for people and may change between versions; the
     * same as data is in {@link #tasks()} and {@link #levels()}.
     */
    String explain();

    /**
     * Returns the plan as a <a href="https://mermaid.js.org">Mermaid</a> flowchart, which GitHub and many editors draw.
     * Mermaid itself refuses more than 500 edges unless its {@code maxEdges} is raised.
     */
    String toMermaid();

    /** Returns the plan in the DOT language: {@code dot -Tsvg} of <a href="https://graphviz.org">Graphviz</a> draws it. */
    String toDot();
}
