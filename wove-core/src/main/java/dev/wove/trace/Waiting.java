package dev.wove.trace;

import java.time.Duration;

/**
 * All waits for the same cause.
 *
 * @param cause what was waited for
 * @param count how many waits there were
 * @param total how long they took together
 * @param share which part that is of all waits, from 0 to 1
 */
public record Waiting(WaitCause cause, long count, Duration total, double share) {}
