package dev.wove.benchmarks.measure;

import dev.wove.benchmarks.shape.Run;
import dev.wove.benchmarks.shape.Side;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a side once and checks all that it did, bounded in time: a library whose stack overflows may never answer. */
public final class FirstRun {
    private static final int SECONDS = 30;

    private FirstRun() {}

    public static void of(Side side, Run run) throws Exception {
        var first = new FutureTask<Void>(() -> {
            side.expectation().verify(run::once);
            return null;
        });
        var thread = new Thread(first, "first-run");
        thread.setDaemon(true);
        thread.start();
        try {
            first.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("no result within " + SECONDS + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
