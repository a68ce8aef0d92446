package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt went elsewhere. All instants are of the clock of this process, from the start of the run; the time of day of a
 * worker is never compared with them. Implemented by Wove only.
 */
public interface RemoteTrace {
    /** The name of the environment. */
    String environment();

    /** The worker that began it, or null if none did. */
    @Nullable
    String worker();

    /** The name of the run on the wire. */
    String runId();

    /** When it was sent first, or null if it never was. */
    @Nullable
    Duration sent();

    /** When the worker said that it began; null if it never did. */
    @Nullable
    Duration started();

    /** When its end was heard of. */
    Duration ended();

    /** From its start to its end as the worker measured it, or null if that was not told. */
    @Nullable
    Duration workerRan();

    /** The size of what was sent, in bytes. */
    long bytesOut();

    /** The size of the answer, in bytes. */
    long bytesIn();

    /** How often it was sent again. */
    int resends();

    /** The time from the send to the end that the worker did not work on it: the way there and back, and its queue. */
    default @Nullable Duration network() {
        var sent = sent();
        var ran = workerRan();
        return sent == null || ran == null ? null : ended().minus(sent).minus(ran);
    }
}
