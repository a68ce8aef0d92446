package dev.wove.java;

import dev.wove.StallReport;
import dev.wove.Task;
import dev.wove.WeaveResult;
import dev.wove.function.TaskAction1;
import dev.wove.internal.engine.Execution;
import dev.wove.internal.pool.BlockingPool;
import dev.wove.internal.run.RealBackgroundWeaves;
import dev.wove.internal.text.Names;
import dev.wove.internal.text.SafeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A weave under way, whose tasks can be waited for one by one. Obtained from {@link Wove#launchWeave}. Thread-safe.
 */
public final class LiveWeave<R extends @Nullable Object> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");

    private final Execution<R> execution;
    private final String name;
    private final CountDownLatch completed = new CountDownLatch(1);
    private final WeaveFuture<R> future;

    private final RealBackgroundWeaves.@Nullable Entry entry;

    /** The callbacks to be told, until the weave has completed; guarded by this object. */
    private @Nullable List<TaskAction1<? super WeaveResult<R>>> callbacks = new ArrayList<>();

    private boolean hasCallbacks;

    LiveWeave(Execution<R> execution, String name) {
        this(execution, name, null);
    }

    LiveWeave(Execution<R> execution, String name, RealBackgroundWeaves.@Nullable Entry entry) {
        this.execution = execution;
        this.name = Names.plain(name);
        this.entry = entry;
        this.future = new WeaveFuture<>(execution, this.name);
    }

    void start() {
        future.start(this::hasCompleted);
    }

    private void hasCompleted() {
        completed.countDown();
        List<TaskAction1<? super WeaveResult<R>>> waiting;
        synchronized (this) {
            waiting = callbacks;
            callbacks = null;
        }
        assert waiting != null;
        for (var callback : waiting) {
            call(callback);
        }
        if (entry == null) {
            return;
        }
        var failure = execution.failure();
        if (failure != null && !hasCallbacks) {
            entry.failed(failure);
        }
        entry.leave();
    }

    /**
     * Calls {@code callback} once with what became of each task, when nothing of the weave is running any more, whatever
     * became of it; a cancellation is the failure of the result, too. If that is so already, now.
     *
     * <p>It runs where blocking bodies do, and may block. Its exceptions are logged. {@link #join} does not wait for it;
     * {@link dev.wove.BackgroundWeaves#drain} does.
     *
     * @return this
     */
    public LiveWeave<R> onDone(TaskAction1<? super WeaveResult<R>> callback) {
        if (entry != null) {
            entry.hold();
        }
        boolean now;
        synchronized (this) {
            hasCallbacks = true;
            now = callbacks == null;
            if (callbacks != null) {
                callbacks.add(callback);
            }
        }
        if (now) {
            call(callback);
        }
        return this;
    }

    private void call(TaskAction1<? super WeaveResult<R>> callback) {
        try {
            BlockingPool.execute(() -> callHere(callback));
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("There is no thread for the onDone of weave '{}', so it runs on this one", name, e);
            callHere(callback);
        }
    }

    private void callHere(TaskAction1<? super WeaveResult<R>> callback) {
        try {
            execution.callCarrying(() -> callback.run(execution.resultAnyhow()));
        } catch (Throwable e) {
            SafeLog.error(LOG, "The onDone of weave '" + name + "' failed; the result of the weave is not affected", e);
        } finally {
            if (entry != null) {
                entry.leave();
            }
        }
    }

    /**
     * Blocks until nothing is running any more and returns the value of the weave, or throws its failure as it is. An
     * interrupt cancels the weave, which is waited for; the thread is then interrupted again.
     *
     * @throws dev.wove.WeaveCancelledException if the weave was cancelled
     * @throws dev.wove.TaskFailedException if there is no value because a task was cancelled alone
     */
    public R join() {
        await();
        return execution.valueOrThrow();
    }

    /** Blocks like {@link #join} and returns what became of each task. */
    public WeaveResult<R> result() {
        await();
        return execution.result();
    }

    private void await() {
        boolean interrupted = false;
        while (true) {
            try {
                completed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                execution.cancel("Weave '" + name + "' was cancelled: its caller was interrupted", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cancels every task. Does not wait; {@link #join} does. */
    public void cancel() {
        execution.cancel("Weave '" + name + "' was cancelled through its handle", null);
    }

    /** The value of the weave as a future; cancelling it cancels the weave. */
    public WeaveFuture<R> future() {
        return future;
    }

    /**
     * The value of one task as a future. Completing it in any other way ({@code cancel}, {@code complete}, {@code orTimeout})
     * cancels that task, and what depends on it is skipped.
     */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> CompletableFuture<T> future(Task<? extends T> task) {
        return (CompletableFuture<T>) Futures.ofTask(execution, execution.task(task));
    }

    /**
     * The value of the task of that name as a future; see {@link #future(Task)}.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public CompletableFuture<@Nullable Object> future(String task) {
        return Futures.ofTask(execution, execution.task(task));
    }

    /** Tells who waits for whom in the weave now, and where its bodies are; for people to find out why it does not go on. */
    public StallReport stallReport() {
        return execution.stallReport();
    }

    @Override
    public String toString() {
        return "LiveWeave(" + name + ")";
    }
}
