package dev.wove.internal.graph;

import dev.wove.trace.WaitCause;

/** Where the bodies of a task run, as far as plans and traces tell of it. Starting them there is the engine's. */
public interface Place {
    /** In words, such as {@code own thread}. */
    String runsOn();

    /** What a ready task waits for until its body begins, apart from the waits that were taken note of. */
    WaitCause waitsAs();

    /** Whether this only stands for a place, which each run chooses when it begins. */
    default boolean isChosenByRun() {
        return false;
    }
}
