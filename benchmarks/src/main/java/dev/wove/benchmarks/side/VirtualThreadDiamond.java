package dev.wove.benchmarks.side;

import dev.wove.benchmarks.shape.DiamondBodies;
import dev.wove.benchmarks.shape.Run;
import java.util.concurrent.ExecutorService;

/** A virtual thread a body, which waits for the futures of those it needs; the caller runs none of them. */
public final class VirtualThreadDiamond implements Run {
    private final int i;
    private final ExecutorService executor = VirtualThreads.newExecutor();

    private VirtualThreadDiamond(int i) {
        this.i = i;
    }

    public static Run of(int i) {
        return new VirtualThreadDiamond(i);
    }

    @Override
    public Object once() throws Exception {
        var top = executor.submit(() -> DiamondBodies.top(i));
        var left = executor.submit(() -> DiamondBodies.left(top.get()));
        var right = executor.submit(() -> DiamondBodies.right(top.get()));
        return executor.submit(() -> DiamondBodies.bottom(left.get(), right.get()))
                .get();
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
