package dev.wove.remote;

import dev.wove.remote.internal.worker.CurrentRun;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the body of a handler may know of the run that it is. Implemented by Wove only. Safe to use from any thread. */
public interface WorkerContext {
    /**
     * That of the run whose body this thread is in.
     *
     * @throws IllegalStateException if it is in none
     */
    static WorkerContext current() {
        var current = CurrentRun.get();
        if (current == null) {
            throw new IllegalStateException("WorkerContext.current() was called outside the body of a handler.\n"
                    + "  Call it on the thread that the worker calls the handler on.");
        }
        return current;
    }

    /** No other run ever has this id. */
    String runId();

    /** The name of the weave, empty if it has none. */
    String weave();

    /** The name of the task. */
    String task();

    /** From 1. */
    int attempt();

    Optional<String> idempotencyKey();

    /** How much time the body has before it is stopped; empty for no limit, and zero once it has none. */
    Optional<Duration> timeLeft();

    /** Whether the body was told to stop. Its thread was interrupted then, or its coroutine cancelled. */
    boolean isCancelled();

    /** What came along: {@code traceparent}, {@code tracestate}, {@code baggage} and {@code mdc.<key>}. */
    Map<String, String> context();

    /** Tells the coordinator how far it is. Of values that come faster than it can be told, the last counts. */
    void progress(@Nullable Object value);
}
