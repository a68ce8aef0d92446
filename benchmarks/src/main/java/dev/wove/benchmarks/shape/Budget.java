package dev.wove.benchmarks.shape;

import org.jspecify.annotations.Nullable;

/**
 * What ours may cost at most.
 *
 * @param ratio of its time to the time of the peer
 * @param bytes allocated per unit, if that is bounded
 */
public record Budget(double ratio, @Nullable Integer bytes) {
    /** Against every shape that ParSeq can run. */
    static final Budget PARSEQ = ratio(0.35);

    /** Against every shape on virtual threads. */
    static final Budget VIRTUAL_THREADS = ratio(0.9);

    static Budget ratio(double ratio) {
        return new Budget(ratio, null);
    }

    /** The one of the running JDK. */
    static Budget ratio(double before25, double from25) {
        return ratio(Runtime.version().feature() < 25 ? before25 : from25);
    }

    public boolean isMetBy(double ratio, double bytes) {
        return ratio <= this.ratio && (this.bytes == null || bytes <= this.bytes);
    }
}
