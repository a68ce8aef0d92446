package dev.wove.remote.internal.worker;

/** A way to a coordinator that has a thread to spare which a body may block. */
public interface BodyThread {
    /** Runs a body that has come this way, now or soon. Returns without waiting for it. */
    void execute(Runnable body);
}
