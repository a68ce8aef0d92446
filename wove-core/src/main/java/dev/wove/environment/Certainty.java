package dev.wove.environment;

/** Whether a run that was lost may have been begun. */
public enum Certainty {
    /** Surely not: nothing has reached a worker, or it has refused. It may be sent again. */
    NOT_DELIVERED,
    /** Nobody can tell. */
    UNKNOWN
}
