package dev.wove.benchmarks.side;

import com.linkedin.parseq.Task;
import dev.wove.benchmarks.shape.DiamondBodies;
import dev.wove.benchmarks.shape.Run;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A diamond of four ParSeq tasks from a blocking thread. */
public final class ParSeqDiamond implements Run {
    private final int i;
    private final ExecutorService pool = Executors.newFixedThreadPool(8, Daemons::newThread);
    private final ParSeq parSeq = new ParSeq(pool);

    public ParSeqDiamond(int i) {
        this.i = i;
    }

    @Override
    public Object once() throws Exception {
        var top = Task.callable("top", () -> DiamondBodies.top(i));
        var left = top.map("left", DiamondBodies::left);
        var right = top.map("right", DiamondBodies::right);
        var bottom = Task.par(left, right).map("bottom", DiamondBodies::bottom);
        return parSeq.run(bottom, bottom);
    }

    @Override
    public void close() {
        parSeq.close();
        pool.shutdown();
    }
}
