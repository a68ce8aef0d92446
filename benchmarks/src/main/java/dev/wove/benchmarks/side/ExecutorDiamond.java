package dev.wove.benchmarks.side;

import dev.wove.benchmarks.shape.DiamondBodies;
import dev.wove.benchmarks.shape.Run;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Blocking Java as most write it: the branches are submitted, the caller does the rest and waits. */
public final class ExecutorDiamond implements Run {
    private final int i;
    private final ExecutorService executor;

    private ExecutorDiamond(int i, ExecutorService executor) {
        this.i = i;
        this.executor = executor;
    }

    public static Run onFixedPool(int i) {
        return new ExecutorDiamond(i, Executors.newFixedThreadPool(8, Daemons::newThread));
    }

    public static Run onVirtualThreads(int i) {
        return new ExecutorDiamond(i, VirtualThreads.newExecutor());
    }

    @Override
    public Object once() throws Exception {
        var top = DiamondBodies.top(i);
        var left = executor.submit(() -> DiamondBodies.left(top));
        var right = executor.submit(() -> DiamondBodies.right(top));
        return DiamondBodies.bottom(left.get(), right.get());
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
