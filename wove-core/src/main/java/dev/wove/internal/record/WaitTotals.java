package dev.wove.internal.record;

import dev.wove.trace.Wait;
import dev.wove.trace.WaitCause;
import dev.wove.trace.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Adds waits up by cause. Not thread-safe. */
public final class WaitTotals {
    private static final WaitCause[] CAUSES = WaitCause.values();

    private final long[] counts = new long[CAUSES.length];
    private final long[] nanos = new long[CAUSES.length];

    public static WaitTotals of(List<Wait> waits) {
        var totals = new WaitTotals();
        for (var wait : waits) {
            totals.add(wait.cause(), 1, wait.duration().toNanos());
        }
        return totals;
    }

    public void add(WaitCause cause, long count, long nanos) {
        counts[cause.ordinal()] += count;
        this.nanos[cause.ordinal()] += nanos;
    }

    public void add(Waiting waiting) {
        add(waiting.cause(), waiting.count(), waiting.total().toNanos());
    }

    public void add(WaitTotals other) {
        for (var cause : CAUSES) {
            add(cause, other.counts[cause.ordinal()], other.nanos[cause.ordinal()]);
        }
    }

    public List<Waiting> waiting() {
        long all = 0;
        for (long each : nanos) {
            all += each;
        }
        var waiting = new ArrayList<Waiting>();
        for (var cause : CAUSES) {
            long total = nanos[cause.ordinal()];
            if (counts[cause.ordinal()] > 0) {
                double share = all == 0 ? 0 : (double) total / all;
                waiting.add(new TraceFacts.Waiting(cause, counts[cause.ordinal()], Duration.ofNanos(total), share));
            }
        }
        waiting.sort(Comparator.comparing(Waiting::total).reversed());
        return waiting;
    }
}
