package dev.wove.benchmarks.side;

import dev.wove.benchmarks.shape.DiamondBodies;
import dev.wove.benchmarks.shape.Run;
import dev.wove.internal.pool.BlockingPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The least that a diamond of blocking bodies on Wove's threads can cost: its bodies, the three times that a thread wakes
 * another, and the names of the threads. No graph, no checks, no outcomes, no cancellation.
 */
public final class HandOvers implements Run {
    private final int i;

    private HandOvers(int i) {
        this.i = i;
    }

    public static Run of(int i) {
        return new HandOvers(i);
    }

    @Override
    public Object once() {
        var diamond = new Diamond(i);
        BlockingPool.execute(diamond::top);
        while (!diamond.done) {
            LockSupport.park(diamond);
        }
        return diamond.bottom;
    }

    private static final class Diamond {
        private final Thread caller = Thread.currentThread();
        private final AtomicInteger branches = new AtomicInteger(2);
        private final int i;
        private int left;
        private int right;
        private int bottom;
        private volatile boolean done;

        Diamond(int i) {
            this.i = i;
        }

        void top() {
            var thread = Thread.currentThread();
            var name = thread.getName();
            thread.setName("diamond/top");
            var top = DiamondBodies.top(i);
            BlockingPool.execute(() -> {
                var other = Thread.currentThread();
                var itsName = other.getName();
                other.setName("diamond/right");
                right = DiamondBodies.right(top);
                branchEnds();
                other.setName(itsName);
            });
            thread.setName("diamond/left");
            left = DiamondBodies.left(top);
            branchEnds();
            thread.setName(name);
        }

        private void branchEnds() {
            if (branches.decrementAndGet() > 0) {
                return;
            }
            Thread.currentThread().setName("diamond/bottom");
            bottom = DiamondBodies.bottom(left, right);
            done = true;
            LockSupport.unpark(caller);
        }
    }
}
