package dev.wove.benchmarks.side;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.wove.Policy;
import dev.wove.benchmarks.shape.DiamondBodies;
import dev.wove.benchmarks.shape.Run;
import dev.wove.java.WeaveBlock;
import dev.wove.java.Wove;

/** A diamond of four from a blocking thread, by what kind of bodies it has. */
public final class WoveDiamond {
    private WoveDiamond() {}

    /** Bodies that may block, on Wove's pool or virtual threads. */
    public static Run blocking(int i) {
        return run(w -> {
            var top = w.task("top", () -> DiamondBodies.top(i));
            var left = w.task("left", top, DiamondBodies::left);
            var right = w.task("right", top, DiamondBodies::right);
            return w.task("bottom", left, right, DiamondBodies::bottom);
        });
    }

    /** The same bodies on the calling thread. */
    public static Run onCaller(int i) {
        return run(scope -> {
            var w = scope.with(Policy.onCaller());
            var top = w.task("top", () -> DiamondBodies.top(i));
            var left = w.task("left", top, DiamondBodies::left);
            var right = w.task("right", top, DiamondBodies::right);
            return w.task("bottom", left, right, DiamondBodies::bottom);
        });
    }

    /** Bodies that return stages, which are done here. */
    public static Run async(int i) {
        return run(w -> {
            var top = w.async("top", () -> completedFuture(DiamondBodies.top(i)));
            var left = w.async("left", top, value -> completedFuture(DiamondBodies.left(value)));
            var right = w.async("right", top, value -> completedFuture(DiamondBodies.right(value)));
            return w.async("bottom", left, right, (a, b) -> completedFuture(DiamondBodies.bottom(a, b)));
        });
    }

    private static Run run(WeaveBlock<Integer> block) {
        return () -> Wove.<Integer, RuntimeException>weave("diamond", block);
    }
}
