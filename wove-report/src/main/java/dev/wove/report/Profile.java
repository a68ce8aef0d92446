package dev.wove.report;

import dev.wove.internal.record.Work;
import dev.wove.internal.record.Work.Stretch;
import dev.wove.trace.Trace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** How many bodies worked at a time in a run, those of weaves inside included where their traces are known. */
final class Profile {
    /** Into how many steps of the same length the time is cut. */
    static final int STEPS = 400;

    private static final int DIGITS = 3;

    private final double[] steps = new double[STEPS];
    private final double stepNanos;

    /** Of whole bodies, when they begin and end to work; sorted when all are known. */
    private long[] begins = new long[64];

    private long[] ends = new long[64];
    private int count;

    /** By how much the number of items changes, which are known as an average only. */
    private final TreeMap<Long, Double> ofItems = new TreeMap<>();

    private Profile(long nanos) {
        stepNanos = Math.max(1.0, nanos) / STEPS;
    }

    static Profile of(Trace trace) {
        var profile = new Profile(trace.duration().toNanos());
        profile.add(trace, 0, true);
        return profile.sorted();
    }

    /** That of a run alone, with times from its own start. */
    static Profile withoutWeavesInside(Trace trace) {
        var profile = new Profile(trace.duration().toNanos());
        profile.add(trace, 0, false);
        return profile.sorted();
    }

    private void add(Trace trace, long startNanos, boolean deep) {
        for (var task : trace.tasks()) {
            Work.of(task).forEach(stretch -> add(stretch, startNanos));
            if (deep) {
                for (var weave : task.nested()) {
                    if (weave.trace() != null) {
                        add(weave.trace(), startNanos + weave.started().toNanos(), true);
                    }
                }
            }
        }
    }

    private void add(Stretch stretch, long startNanos) {
        long from = startNanos + stretch.from();
        long to = startNanos + stretch.to();
        if (from == to) {
            return;
        }
        for (int i = step(from); i <= step(to); i++) {
            double within = Math.min(to, (i + 1) * stepNanos) - Math.max(from, i * stepNanos);
            steps[i] += stretch.bodies() * Math.max(0, within) / stepNanos;
        }
        if (stretch.bodies() == 1) {
            add(from, to);
        } else {
            ofItems.merge(from, stretch.bodies(), Double::sum);
            ofItems.merge(to, -stretch.bodies(), Double::sum);
        }
    }

    private int step(long nanos) {
        return (int) Math.min(STEPS - 1, Math.max(0, nanos / stepNanos));
    }

    private void add(long from, long to) {
        if (count == begins.length) {
            begins = Arrays.copyOf(begins, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        begins[count] = from;
        ends[count++] = to;
    }

    private Profile sorted() {
        Arrays.sort(begins, 0, count);
        Arrays.sort(ends, 0, count);
        return this;
    }

    /** The average of each step. */
    double[] steps() {
        return steps.clone();
    }

    /** The most at the same time; a little less if items were spread over the time of their task. */
    double peak() {
        double[] most = {0};
        changes((nanos, bodies) -> most[0] = Math.max(most[0], bodies));
        return most[0];
    }

    /** Whether some of it is an average, as the times of single items are not kept. */
    boolean isAverage() {
        return !ofItems.isEmpty();
    }

    /** A number of bodies as it is written: with three digits at most. */
    static BigDecimal rounded(double bodies) {
        var rounded = BigDecimal.valueOf(bodies)
                .setScale(DIGITS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** Tells how many bodies work whenever that changes, with the time in nanoseconds. */
    void changes(BiConsumer<Long, Double> told) {
        int begun = 0;
        int ended = 0;
        double items = 0;
        Map.Entry<Long, Double> ofItem = ofItems.firstEntry();
        while (ended < count || ofItem != null) {
            long now = ended < count ? ends[ended] : Long.MAX_VALUE;
            now = begun < count ? Math.min(now, begins[begun]) : now;
            now = ofItem == null ? now : Math.min(now, ofItem.getKey());
            while (ended < count && ends[ended] == now) {
                ended++;
            }
            while (begun < count && begins[begun] == now) {
                begun++;
            }
            while (ofItem != null && ofItem.getKey() == now) {
                items += ofItem.getValue();
                ofItem = ofItems.higherEntry(ofItem.getKey());
            }
            told.accept(now, begun - ended + Math.max(0, items));
        }
    }
}
