package dev.wove.internal.clock;

import java.util.ArrayList;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts of all attempts of one run, behind one timer for each limit: of attempts with the same limit, the one
 * that began first is late first, so they stand in line. Most never come to the head, and are set and taken back for
 * the price of a link in a list.
 */
public final class Timeouts {
    private static final int FEW = 64;

    private final HashMap<Long, Line> lines = new HashMap<>();
    private int sweepAt = FEW;
    private volatile boolean closed;

    /** Calls {@code late} when {@code limit} has passed since {@code begin}; both in nanoseconds of the real clock. */
    public RunClock.Timer after(long begin, long limit, Runnable late) {
        synchronized (this) {
            if (lines.size() >= sweepAt) {
                sweep();
            }
            return lines.computeIfAbsent(limit, any -> new Line()).add(begin + limit, late);
        }
    }

    /** Forgets limits that nobody waits for: each timeout may have another one, as what is left of some deadline. */
    private void sweep() {
        lines.values().removeIf(Line::closeIfEmpty);
        sweepAt = Math.max(FEW, lines.size() * 2);
    }

    /** How many limits it keeps in mind. */
    public synchronized int limits() {
        return lines.size();
    }

    /** Nothing of the run runs any more. */
    public synchronized void close() {
        closed = true;
        for (var line : lines.values()) {
            line.close();
        }
    }

    /** Deadlines in the order in which they will pass. Its head is a place holder. */
    private final class Line {
        private final Entry ends = new Entry(this, 0, () -> {});
        private RunClock.@Nullable Timer timer;

        Line() {
            ends.before = ends;
            ends.after = ends;
        }

        synchronized Entry add(long deadline, Runnable late) {
            var place = new Entry(this, deadline, late);
            place.before = ends.before;
            place.after = ends;
            ends.before.after = place;
            ends.before = place;
            if (timer == null && !closed) {
                set(deadline);
            }
            return place;
        }

        private void set(long deadline) {
            timer = SystemClock.INSTANCE.schedule(deadline - SystemClock.INSTANCE.nanoTime(), this::look);
        }

        /** The timer is not taken back with the last place: the next attempt would only have to set it again. */
        synchronized void remove(Entry place) {
            if (place.after != null) {
                place.before.after = place.after;
                place.after.before = place.before;
                place.before = place;
                place.after = null;
            }
        }

        /** Each but one on a thread of its own: what is to stop may be a client's, and block whoever stops it, or throw. */
        private void look() {
            var all = takeLate();
            for (int i = 1; i < all.size(); i++) {
                SystemClock.INSTANCE.setOff(all.get(i));
            }
            if (!all.isEmpty()) {
                all.get(0).run();
            }
        }

        private synchronized ArrayList<Runnable> takeLate() {
            var late = new ArrayList<Runnable>();
            long now = SystemClock.INSTANCE.nanoTime();
            timer = null;
            for (var first = ends.after; first != ends; first = ends.after) {
                if (first.deadline - now > 0) {
                    if (!closed) {
                        set(first.deadline);
                    }
                    break;
                }
                remove(first);
                late.add(first.late);
            }
            return late;
        }

        synchronized boolean closeIfEmpty() {
            if (ends.after != ends) {
                return false;
            }
            close();
            return true;
        }

        synchronized void close() {
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    private static final class Entry implements RunClock.Timer {
        private final Line line;
        private final long deadline;
        private final Runnable late;
        private Entry before = this;
        private @Nullable Entry after;

        Entry(Line line, long deadline, Runnable late) {
            this.line = line;
            this.deadline = deadline;
            this.late = late;
        }

        @Override
        public void cancel() {
            line.remove(this);
        }
    }
}
