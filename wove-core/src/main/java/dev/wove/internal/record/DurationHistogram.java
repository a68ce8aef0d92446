package dev.wove.internal.record;

import dev.wove.ItemStatistics;
import java.time.Duration;

/**
 * Counts durations in buckets whose width grows with the value, so that any number of them fits in 8 KB and a quantile
 * is off by less than 4 %. The layout is that of HdrHistogram, with 32 sub-buckets. Not thread-safe.
 */
public final class DurationHistogram {
    private static final int SUB_BITS = 5;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] counts = new long[(64 - SUB_BITS) * SUB];
    private long count;
    private long total;
    private long min = Long.MAX_VALUE;
    private long max;

    public void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[bucket(value)]++;
        count++;
        total += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    public long count() {
        return count;
    }

    /** The sum of all. */
    public long total() {
        return total;
    }

    public ItemStatistics statistics() {
        return new Statistics(
                count,
                Duration.ofNanos(count == 0 ? 0 : min),
                Duration.ofNanos(quantile(0.5)),
                Duration.ofNanos(quantile(0.95)),
                Duration.ofNanos(max));
    }

    private long quantile(double share) {
        if (count == 0) {
            return 0;
        }
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(max, Math.max(min, middle(i)));
            }
        }
        return max;
    }

    private static int bucket(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return (shift + 1) * SUB + (int) ((value >>> shift) - SUB);
    }

    private static long middle(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = bucket / SUB - 1;
        long low = (long) (SUB + bucket % SUB) << shift;
        return low + ((1L << shift) >> 1);
    }

    private record Statistics(long count, Duration min, Duration median, Duration p95, Duration max)
            implements ItemStatistics {
        @Override
        public String toString() {
            return "ItemStatistics[count=" + count + ", min=" + min + ", median=" + median + ", p95=" + p95 + ", max="
                    + max + ']';
        }
    }
}
