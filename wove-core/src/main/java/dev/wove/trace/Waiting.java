package dev.wove.trace;

import java.time.Duration;

/** All waits for the same cause. Implemented by Wove only. */
public interface Waiting {
    /** The kind of thing that was waited for. */
    WaitCause cause();

    /** How many waits there were. */
    long count();

    /** How long they took together. */
    Duration total();

    /** Which part that is of all waits, from 0 to 1. */
    double share();
}
