package dev.wove.internal.clock;

import dev.wove.internal.pool.BlockingPool;
import dev.wove.internal.pool.OwnThreads;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Real time. One daemon thread sets off all timers and goes away when there are none; what they do may resume code of
 * users, and so runs on threads of the pool.
 */
public final class SystemClock implements RunClock {
    public static final SystemClock INSTANCE = new SystemClock();

    private static final long RETRY_MILLIS = 10;

    private final ScheduledThreadPoolExecutor timers;

    private SystemClock() {
        timers = new ScheduledThreadPoolExecutor(1, action -> OwnThreads.daemon(action, "wove-timer"));
        timers.setRemoveOnCancelPolicy(true);
        timers.setKeepAliveTime(10, TimeUnit.SECONDS);
        timers.allowCoreThreadTimeOut(true);
    }

    public int pending() {
        return timers.getQueue().size();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant onTheWall(long nanoTime) {
        return Instant.now().minusNanos(System.nanoTime() - nanoTime);
    }

    @Override
    public Timer schedule(long nanos, Runnable action) {
        var future = timers.schedule(() -> setOff(action), nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Runs {@code action} on a thread of the pool, later if none can be had now: what waits for it would hang. */
    public void setOff(Runnable action) {
        try {
            BlockingPool.execute(action);
        } catch (RuntimeException | Error e) {
            timers.schedule(() -> setOff(action), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
