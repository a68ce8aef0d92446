package dev.wove.examples.replay;

import dev.wove.examples.replay.Trace.TracedTask;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sees the tasks of a run start and end, from within their bodies. Thread-safe. */
final class RunObserver {
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private volatile boolean orderly = true;

    void started(TracedTask task) {
        if (!started.add(task.id()) || !ended.containsAll(task.parents())) {
            orderly = false;
        }
        peak.accumulateAndGet(running.incrementAndGet(), Math::max);
    }

    void ended(TracedTask task) {
        running.decrementAndGet();
        ended.add(task.id());
    }

    int peakRunning() {
        return peak.get();
    }

    /** Whether every task of {@code trace} started exactly once, and after all its parents had ended. */
    boolean startedOnce(Trace trace) {
        return orderly && started.size() == trace.tasks().size();
    }
}
