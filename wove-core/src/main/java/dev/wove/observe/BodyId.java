package dev.wove.observe;

import dev.wove.TaskKind;
import dev.wove.trace.InputTrace;
import dev.wove.trace.RunId;
import java.time.Duration;
import java.util.List;

/**
 * One body: an attempt of a task, or of one of its items. Take from it what you need, and do not keep it: it keeps the task,
 * with its value. Implemented by Wove only.
 */
public interface BodyId {
    /** The run it belongs to. */
    RunId run();

    /** The name of the task. */
    String task();

    /** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
    int index();

    /**
     * The name without the number it may end in: {@code order-*} for {@code order-17}. For metrics, whose names must not grow
     * with what was processed.
     */
    String family();

    /** The kind of the body. */
    TaskKind kind();

    /** The position of the item, or -1 if the task is not mapped. */
    int item();

    /** Which attempt, from 1. */
    int attempt();

    /** The inputs that it was declared with; made anew by each call. */
    List<InputTrace> inputs();

    /** When its declared inputs had ended, from the start of the run. */
    Duration ready();
}
