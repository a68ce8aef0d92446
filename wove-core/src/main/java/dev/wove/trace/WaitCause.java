package dev.wove.trace;

/**
 * The kinds of things that tasks wait for. More may come: a {@code switch} needs a {@code default}, a {@code when} an
 * {@code else}.
 */
public enum WaitCause {
    /** Tasks: its declared inputs before it started, and those it awaited while it ran. */
    INPUT,
    /** A slot of the weave's {@code workers}. */
    SLOT,
    /** A slot of the weave's {@code maxBlocking}. */
    BLOCKING_SLOT,
    /** A place in a shared {@link dev.wove.Limiter}. */
    LIMITER,
    /** The next start of its {@code perMinute}, or of that of a shared {@link dev.wove.Limiter}. */
    RATE,
    /** The next attempt, because of its backoff. */
    BACKOFF,
    /** A thread for its blocking body: the hand-over included, which is all that is left when threads are free. */
    POOL,
    /** A turn on the dispatcher of the weave. */
    QUEUE,
    /** A place among the runs that an environment has at once, its start included. */
    IN_FLIGHT,
    /** A body elsewhere: from when its run was sent until it began. */
    DELIVERY
}
