package dev.wove.benchmarks.measure;

import dev.wove.benchmarks.shape.Run;
import dev.wove.benchmarks.shape.Side;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a side once and checks all that it did, bounded in time: a library whose stack overflows on a thread of its own may
 * never answer.
 */
public final class FirstRun {
    private static final int SECONDS = 15;

    private FirstRun() {}

    /** @throws TimeoutException if there is no result; the cause is what a thread died of meanwhile, if one did */
    public static void of(Side side, Run run) throws Exception {
        var first = new FutureTask<Void>(() -> {
            side.expectation().verify(run::once);
            return null;
        });
        var died = new AtomicReference<@Nullable Throwable>();
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> died.compareAndSet(null, e));
        try {
            var thread = new Thread(first, "first-run");
            thread.setDaemon(true);
            thread.start();
            first.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            var noResult = new TimeoutException("no result within " + SECONDS + " s");
            noResult.initCause(died.get());
            throw noResult;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
    }
}
