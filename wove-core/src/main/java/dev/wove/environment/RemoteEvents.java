package dev.wove.environment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of one run: in order, one of {@link #succeeded}, {@link #failed}, {@link #cancelled} and {@link #lost} last
 * and once. What comes after that is ignored. Calls come from any thread and return at once.
 */
public interface RemoteEvents {
    /** The run has left, in that many bytes. Comes once more when it is sent again. */
    default void sent(long bytes) {}

    /** The body has begun on {@code worker}. Comes once more when another has begun it in place of one that was lost. */
    void started(String worker);

    /** The worker still works on the run. */
    void heartbeat();

    /** How far the body says it is, as JSON; a heartbeat as well. */
    default void progress(String json) {
        heartbeat();
    }

    void log(System.Logger.Level level, String message);

    /** Before the end: the time from start to end of the body on the worker, and the size of the answer. */
    default void measured(Duration onWorker, long bytes) {}

    void succeeded(@Nullable Object value);

    void failed(Throwable failure);

    /** The worker stopped the run, or never started it, whether asked to or not. */
    void cancelled();

    /** The run cannot be heard of any more. */
    void lost(Throwable why, Certainty whether);
}
