package dev.wove.remote.internal.worker;

import dev.wove.internal.pool.BlockingPool;
import dev.wove.remote.internal.frame.Frame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way back to a coordinator. What cannot be sent is dropped: whoever notices that asks again. */
public interface EventSink {
    /** Returns soon, and never throws for what the network does. */
    void send(Frame frame);

    /** Runs a body that has come this way, on a thread that it may block. Returns without waiting for it. */
    default void execute(Runnable body) {
        BlockingPool.execute(body);
    }

    /** A run has come this way. */
    default void opened(String runId) {}

    /** Its end is told another way. */
    default void left(String runId) {}

    /** How often something is to be sent while a run is under way; null for never. */
    default @Nullable Duration signsOfLife() {
        return null;
    }
}
