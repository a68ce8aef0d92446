package dev.wove;

/** What an unhandled failure of one task does to the others of the weave. */
public enum OnFailure {
    /** Nothing new starts and what runs is cancelled. The default. */
    CANCEL,
    /** Independent tasks go on; what depends on the failed task is skipped with that cause. */
    CONTINUE
}
