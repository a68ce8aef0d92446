package dev.wove.internal.record;

import dev.wove.trace.TaskTrace;
import dev.wove.trace.WaitCause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a task beyond its start and its end: most tasks have none of it, and so no such object. Bounded,
 * whatever happens. Thread-safe. Times are those of the run's clock.
 */
public final class TaskRecord {
    /** A task that was first awaited at an instant of the run. */
    public record Discovered(String task, long at) {}

    /** A wait of the task or of one of its items, {@code item} being -1 if it was the task. */
    public record WaitRecord(WaitCause cause, @Nullable String on, int item, long from, long to) {
        long nanos() {
            return to - from;
        }
    }

    /** When it was declared, or 0 if that was before the run started; written by who declares it. */
    public long declaredAt;

    private final List<WaitRecord> waits = new ArrayList<>(1);

    /** The waits that are not kept one by one. */
    private @Nullable WaitTotals others;

    /** The tasks that the body awaited, by their position in the weave, and when it first did. */
    private @Nullable Map<Integer, Discovered> discovered;

    /** The failure of each attempt that was not the last, by its number less one. */
    private @Nullable List<Throwable> failures;

    /** How long items waited that had begun, in their bodies and between their attempts. */
    private long itemsWaited;

    private @Nullable List<NestedRecord> nested;
    private int nestedCount;

    public synchronized void waited(WaitCause cause, @Nullable String on, int item, long from, long to) {
        var wait = new WaitRecord(cause, on, item, from, to);
        if (waits.size() < TaskTrace.MOST_WAITS) {
            waits.add(wait);
            return;
        }
        int shortest = 0;
        for (int i = 1; i < waits.size(); i++) {
            if (waits.get(i).nanos() < waits.get(shortest).nanos()) {
                shortest = i;
            }
        }
        var left = wait.nanos() <= waits.get(shortest).nanos() ? wait : waits.set(shortest, wait);
        if (others == null) {
            others = new WaitTotals();
        }
        others.add(left.cause(), 1, left.nanos());
    }

    /** The same of an item whose first attempt has begun. */
    public synchronized void waitedUnderWay(WaitCause cause, @Nullable String on, int item, long from, long to) {
        itemsWaited += to - from;
        waited(cause, on, item, from, to);
    }

    /** The body awaits a task of its own weave that it has not declared. */
    public synchronized void discovered(int index, String task, long at) {
        if (discovered == null) {
            discovered = new LinkedHashMap<>(2);
        }
        discovered.putIfAbsent(index, new Discovered(task, at));
    }

    /** The attempt {@code number} failed, and it is not what the task ends with. */
    public synchronized void attemptFailed(int number, Throwable failure) {
        if (failures == null) {
            failures = new ArrayList<>(2);
        }
        if (number == failures.size() + 1 && number <= TaskTrace.MOST_ATTEMPTS) {
            failures.add(failure);
        }
    }

    /** A weave inside the body has completed. */
    public synchronized void nested(NestedRecord run) {
        nestedCount++;
        if (nested == null) {
            nested = new ArrayList<>(1);
        }
        if (nested.size() < TaskTrace.MOST_NESTED) {
            nested.add(run);
        }
    }

    public synchronized List<WaitRecord> waits() {
        return List.copyOf(waits);
    }

    public synchronized void addOthersTo(WaitTotals totals) {
        if (others != null) {
            totals.add(others);
        }
    }

    public synchronized long itemsWaited() {
        return itemsWaited;
    }

    public synchronized Map<Integer, Discovered> discovered() {
        return discovered == null ? Map.of() : new LinkedHashMap<>(discovered);
    }

    /** What the attempt {@code number} failed with, or null if that is not known. */
    public synchronized @Nullable Throwable failureOf(int number) {
        return failures == null || number > failures.size() ? null : failures.get(number - 1);
    }

    public synchronized List<NestedRecord> nested() {
        return nested == null ? List.of() : List.copyOf(nested);
    }

    public synchronized int nestedCount() {
        return nestedCount;
    }
}
