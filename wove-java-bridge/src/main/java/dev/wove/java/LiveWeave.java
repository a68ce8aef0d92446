package dev.wove.java;

import dev.wove.StallReport;
import dev.wove.Task;
import dev.wove.WeaveResult;
import dev.wove.internal.engine.Execution;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A weave under way, whose tasks can be waited for one by one. Obtained from {@link Wove#launchWeave}. Thread-safe.
 */
public final class LiveWeave<R extends @Nullable Object> {
    private final Execution<R> execution;
    private final String name;
    private final CountDownLatch completed = new CountDownLatch(1);
    private final WeaveFuture<R> future;

    LiveWeave(Execution<R> execution, String name) {
        this.execution = execution;
        this.name = name;
        this.future = new WeaveFuture<>(execution, name);
    }

    void start() {
        future.start(completed::countDown);
    }

    /**
     * Blocks until nothing is running any more and returns the value of the weave, or throws its failure as it is. An
     * interrupt cancels the weave, which is waited for; the thread is then interrupted again.
     *
     * @throws dev.wove.WeaveCancelledException if the weave was cancelled
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

    /** The value of one task as a future; cancelling it cancels that task, and what depends on it is skipped. */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> CompletableFuture<T> future(Task<? extends T> task) {
        return (CompletableFuture<T>) Futures.ofTask(execution, execution.task(task));
    }

    /**
     * The value of the task of that name as a future.
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
