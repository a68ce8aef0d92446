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

    /** The options of the weave. */
    WeaveOptions options();
}
