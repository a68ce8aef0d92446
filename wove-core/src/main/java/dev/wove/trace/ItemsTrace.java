package dev.wove.trace;

import dev.wove.ItemStatistics;
import java.time.Duration;
import java.util.List;

/** The items of a mapped task. Bounded, however many there were. Implemented by Wove only. */
public interface ItemsTrace {
    /** How many of the slowest items are kept. */
    int MOST_SLOWEST = 10;

    /** How many of the failed items are kept. */
    int MOST_FAILED = 32;

    /** How many ran and for how long. */
    ItemStatistics statistics();

    /** Those that ran longest, the longest first; at most {@link #MOST_SLOWEST}. */
    List<ItemTrace> slowest();

    /** The first that failed, in the order it happened; at most {@link #MOST_FAILED}. */
    List<ItemTrace> failed();

    /** How many failed in all. */
    long failedCount();

    /**
     * How long their bodies worked, added up: without waits, also between attempts, and without weaves inside whose trace
     * is known.
     */
    Duration worked();
}
