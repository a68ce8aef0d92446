package dev.wove;

import java.time.Duration;

/**
 * How long the items of a mapped task ran. Minimum and maximum are exact; median and p95 are within 4 %, however many
 * items there were. Implemented by Wove only.
 */
public interface ItemStatistics {
    /** How many items ran, to their end or until they were stopped. */
    long count();

    Duration min();

    Duration median();

    Duration p95();

    Duration max();
}
