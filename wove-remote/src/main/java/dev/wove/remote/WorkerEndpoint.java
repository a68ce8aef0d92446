package dev.wove.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The worker as its doors see it: frames in, frames out. Implemented by Wove only. Thread-safe. */
public interface WorkerEndpoint {
    /** The name of this worker, another one each time that it is started. */
    String worker();

    /** The size of the largest frame that is read. */
    long maxFrameBytes();

    /** A new way to one coordinator. */
    Connection connect(Receiver receiver);

    /** Whether no new runs are taken. */
    boolean isDraining();

    /** A coordinator asks the worker to end. */
    void shutdown();

    /** Takes what is to be sent to one coordinator, from any thread. Its methods return soon. */
    interface Receiver {
        /** A frame is to be sent. What cannot be sent any more is dropped. */
        void event(byte[] json);

        /** A run has come this way, and its end will be told this way. */
        default void busy() {}

        /** No end of a run will be told this way any more, unless another one comes. */
        default void idle() {}

        /** How often something is to be sent while a run is under way, so that it is noticed if nobody listens; null for never. */
        default @Nullable Duration signsOfLife() {
            return null;
        }
    }

    /** A way to one coordinator. */
    interface Connection {
        /** A frame came. Returns without waiting for what it asks for. What is no frame is answered with a log. */
        void frame(byte[] json);

        /** The coordinator cannot be reached this way any more. Its runs stop soon, unless it comes again another way. */
        void lost();

        /** The coordinator is gone for good. Its runs are stopped now. */
        void ended();
    }
}
