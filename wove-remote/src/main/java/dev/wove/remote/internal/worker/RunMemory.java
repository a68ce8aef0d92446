package dev.wove.remote.internal.worker;

import dev.wove.environment.EnvironmentClock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs that a worker knows: those that run, those that have ended and whose coordinator may not know it, and those that were
 * cancelled before they came. Bounded; when it is full, new runs are refused rather than old ones forgotten. Not thread-safe.
 */
final class RunMemory {
    static final int MOST_ENDED = 10_000;
    static final long MOST_BYTES = 64L << 20;
    private static final int MOST_CANCELLED = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final EnvironmentClock clock;
    private final Map<String, ServedRun> running = new HashMap<>();
    private final Map<String, Ended> ended = new LinkedHashMap<>();
    private final Map<String, Long> cancelled = new LinkedHashMap<>();
    private long bytes;

    RunMemory(EnvironmentClock clock) {
        this.clock = clock;
    }

    private record Ended(ServedRun run, long bytes, long until) {}

    int running() {
        return running.size();
    }

    Collection<ServedRun> allRunning() {
        return List.copyOf(running.values());
    }

    boolean isFull() {
        sweep();
        return ended.size() >= MOST_ENDED || bytes >= MOST_BYTES;
    }

    @Nullable
    ServedRun get(String runId) {
        var run = running.get(runId);
        if (run != null) {
            return run;
        }
        sweep();
        var known = ended.get(runId);
        return known == null ? null : known.run;
    }

    void started(ServedRun run) {
        running.put(run.runId(), run);
    }

    /** @param keep how long its end is kept; null for as long as others */
    void ended(ServedRun run, long size, @Nullable Duration keep) {
        running.remove(run.runId());
        long until = clock.nanoTime() + (keep == null ? KEPT : keep).toNanos();
        ended.put(run.runId(), new Ended(run, size, until));
        bytes += size;
        sweep();
    }

    void forget(String runId) {
        var known = ended.remove(runId);
        if (known != null) {
            bytes -= known.bytes;
        }
    }

    /** A run that is not known was cancelled, and may come yet. */
    void cancelledBefore(String runId) {
        cancelled.remove(runId);
        cancelled.put(runId, clock.nanoTime() + KEPT.toNanos());
        if (cancelled.size() > MOST_CANCELLED) {
            removeFirst(cancelled);
        }
    }

    boolean wasCancelledBefore(String runId) {
        var until = cancelled.remove(runId);
        return until != null && until - clock.nanoTime() > 0;
    }

    /** Of those that are kept longer than others, the eldest ones stand in the way of nobody. */
    private void sweep() {
        long now = clock.nanoTime();
        for (var all = ended.values().iterator(); all.hasNext(); ) {
            var eldest = all.next();
            if (eldest.until - now > 0) {
                if (eldest.until - now > KEPT.toNanos()) {
                    continue;
                }
                break;
            }
            all.remove();
            bytes -= eldest.bytes;
        }
        for (var all = cancelled.values().iterator(); all.hasNext() && all.next() - now <= 0; ) {
            all.remove();
        }
    }

    private static void removeFirst(Map<String, ?> map) {
        var first = map.keySet().iterator();
        first.next();
        first.remove();
    }
}
