package dev.wove.benchmarks.shape;

import dev.wove.benchmarks.side.ArrowDiamonds;
import dev.wove.benchmarks.side.Entry;
import dev.wove.benchmarks.side.OneAsyncDiamonds;
import dev.wove.benchmarks.side.TwoAsyncDiamonds;
import dev.wove.benchmarks.side.WoveDiamonds;

/** The smallest weave worth writing, inline in a coroutine: what declaring, checking and ending one costs. */
final class DiamondShapes {
    private static final Budget TIGHTEST = new Budget(1.1, 1_500);

    private DiamondShapes() {}

    static Shape of(int times) {
        var entry = Entry.DEFAULT;
        return Shape.named(
                        "diamond of 4 on Default",
                        "weave",
                        times,
                        DiamondBodies.sumOf(times),
                        () -> new WoveDiamonds(times, entry))
                .peer("two async", Budget.ratio(0.8), () -> new TwoAsyncDiamonds(times, entry))
                .peer("one async", TIGHTEST, () -> new OneAsyncDiamonds(times, entry))
                .peer("Arrow parZip", null, () -> new ArrowDiamonds(times, entry))
                .build();
    }
}
