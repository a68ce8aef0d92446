package dev.wove;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task of a {@link Plan} as data. Implemented by Wove only. */
public interface PlannedTask {
    /** The task's name. */
    String name();

    /** How its body runs. */
    TaskKind kind();

    /** Whether it runs once per item of a source. */
    boolean mapped();

    /** The task that its items come from, null if they are given or it is not mapped. */
    @Nullable
    String source();

    /** How many items it is mapped over, null if only running tells, or if it is not mapped. */
    @Nullable
    Integer items();

    /** The names of the tasks it waits for, in the order declared. */
    List<String> inputs();

    /** The names of the tasks that wait for it, in the order declared. */
    List<String> dependents();

    /** Its options. */
    Policy policy();

    /** Where its body runs, in words, such as the caller's context, the caller's thread, or its own thread. */
    String runsOn();
}
