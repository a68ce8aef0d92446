package dev.wove.observe;

import dev.wove.trace.Ended;
import org.jspecify.annotations.Nullable;

/** Is around one body. */
public interface BodyObserver {
    /**
     * A thread enters the body: to start it, or to go on with it after it has suspended. A body in another process is entered
     * once before it is sent there, so that what is current then goes along.
     *
     * @return what undoes it on the same thread, when that leaves the body
     */
    AutoCloseable enters();

    /**
     * The body has ended: all threads have left it, unless it was abandoned.
     *
     * @param how {@link Ended#SUCCEEDED}, {@link Ended#FAILED} or {@link Ended#CANCELLED}
     * @param failure what it threw, or null
     */
    default void ended(Ended how, @Nullable Throwable failure) {}
}
