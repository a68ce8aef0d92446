package dev.wove.benchmarks.side;

import com.linkedin.parseq.Engine;
import com.linkedin.parseq.EngineBuilder;
import com.linkedin.parseq.Task;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An engine of ParSeq, entered from a thread. It runs the tasks of one plan one after the other. */
final class ParSeq implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "parseq-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Engine engine;

    ParSeq(Executor executor) {
        engine = new EngineBuilder()
                .setTaskExecutor(executor)
                .setTimerScheduler(timer)
                .build();
    }

    /** Runs {@code whole} and returns the value of {@code last}, a part of it. */
    <T> T run(Task<?> whole, Task<T> last) throws Exception {
        engine.run(whole);
        if (!whole.await(30, TimeUnit.SECONDS)) {
            throw new TimeoutException("no result within 30 s");
        }
        if (whole.isFailed() && whole.getError() instanceof Exception e) {
            throw e;
        }
        whole.get();
        return last.get();
    }

    @Override
    public void close() {
        engine.shutdown();
        timer.shutdownNow();
    }
}
