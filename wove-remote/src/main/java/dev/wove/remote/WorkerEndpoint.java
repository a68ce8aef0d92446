package dev.wove.remote;

import java.util.function.Consumer;

/** The worker as its doors see it: frames in, frames out. Implemented by Wove only. Thread-safe. */
public interface WorkerEndpoint {
    /** The name of this worker, another one each time that it is started. */
    String worker();

    /** The size of the largest frame that is read. */
    long maxFrameBytes();

    /** A new way to one coordinator; what is to be sent there is given to {@code send}, from any thread, which must not block. */
    Connection connect(Consumer<byte[]> send);

    /** Whether no new runs are taken. */
    boolean isDraining();

    /** A coordinator asks the worker to end. */
    void shutdown();

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
