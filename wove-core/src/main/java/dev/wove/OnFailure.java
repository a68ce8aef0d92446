package dev.wove;

/** The effect of one task's unhandled failure on the others of the weave. */
public enum OnFailure {
    /** Nothing new starts and what runs is cancelled. The default. */
    CANCEL,
    /** Independent tasks go on; what depends on the failed task is skipped with that cause. */
    CONTINUE
}
