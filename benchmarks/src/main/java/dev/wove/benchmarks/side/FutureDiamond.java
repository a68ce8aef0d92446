package dev.wove.benchmarks.side;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.wove.benchmarks.shape.DiamondBodies;
import dev.wove.benchmarks.shape.Run;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A diamond of four {@link CompletableFuture}s from a blocking thread, joined once. */
public final class FutureDiamond implements Run {
    private final int i;
    private final ExecutorService pool;

    private FutureDiamond(int i, ExecutorService pool) {
        this.i = i;
        this.pool = pool;
    }

    /** All bodies on a pool of eight threads. */
    public static Run onFixedPool(int i) {
        return new FutureDiamond(i, Executors.newFixedThreadPool(8, Daemons::newThread));
    }

    /** All bodies on a pool that grows, so that bodies that block cannot lock it up. */
    public static Run onCachedPool(int i) {
        return new FutureDiamond(i, Executors.newCachedThreadPool(Daemons::newThread));
    }

    /** Bodies that return stages, which are done here. */
    public static Run async(int i) {
        return () -> {
            var top = completedFuture(DiamondBodies.top(i));
            var left = top.thenCompose(value -> completedFuture(DiamondBodies.left(value)));
            var right = top.thenCompose(value -> completedFuture(DiamondBodies.right(value)));
            return left.thenCombine(right, (a, b) -> completedFuture(DiamondBodies.bottom(a, b)))
                    .thenCompose(stage -> stage)
                    .join();
        };
    }

    @Override
    public Object once() {
        var top = CompletableFuture.supplyAsync(() -> DiamondBodies.top(i), pool);
        var left = top.thenApplyAsync(DiamondBodies::left, pool);
        var right = top.thenApplyAsync(DiamondBodies::right, pool);
        return left.thenCombineAsync(right, DiamondBodies::bottom, pool).join();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
