package dev.wove.trace;

import dev.wove.ItemStatistics;
import java.util.List;

/**
 * The items of a mapped task. Bounded, however many there were.
 *
 * @param statistics how many ran and for how long
 * @param slowest those that ran longest, the longest first; at most {@link #MOST_SLOWEST}
 * @param failed the first that failed, in the order it happened; at most {@link #MOST_FAILED}
 * @param failedCount how many failed in all
 */
public record ItemsTrace(ItemStatistics statistics, List<ItemTrace> slowest, List<ItemTrace> failed, long failedCount) {

    /** How many of the slowest items are kept. */
    public static final int MOST_SLOWEST = 10;

    /** How many of the failed items are kept. */
    public static final int MOST_FAILED = 32;

    public ItemsTrace {
        slowest = List.copyOf(slowest);
        failed = List.copyOf(failed);
    }
}
