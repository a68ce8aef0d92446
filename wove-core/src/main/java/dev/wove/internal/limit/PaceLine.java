package dev.wove.internal.limit;

import dev.wove.internal.clock.RunClock;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a start on one timeline, in the order of asking, behind one timer.
 *
 * <p>A start is granted when it is due, and then has a thread to find. Others are granted meanwhile, each an interval
 * later, or all would wait for one whose dispatcher is busy. So that none come together when their threads are free, each
 * begins only if that is an interval after the last that has begun; else it waits again, before all others. One that was
 * refused so is given the more time, the more often, so that it gets through.
 */
final class PaceLine {
    private static final long LEAST_PATIENCE = 1_000_000;
    private static final int MOST_DOUBLED = 20;

    private final long interval;
    final ReentrantLock lock = new ReentrantLock();

    // All guarded by the lock.

    private boolean used;
    private long last;
    /** When the next start may be granted. */
    private long next;
    /** Who was granted the last one and has not begun yet. */
    private @Nullable PacedStart granted;

    private final Set<PacedStart> ready = new LinkedHashSet<>();
    private final Set<PacedStart> waiting = new LinkedHashSet<>();
    private final Set<PacedStart> away = new LinkedHashSet<>();

    /** The timer that is set, if one is. */
    private @Nullable Look look;

    PaceLine(long interval) {
        this.interval = interval;
    }

    boolean startNow(RunClock clock) {
        lock.lock();
        try {
            long now = now(clock);
            if (!isDue(now) || first() != null) {
                return false;
            }
            startsAt(now);
            granted = null;
            next = now + interval;
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean ask(PacedStart start) {
        lock.lock();
        try {
            long now = now(start.clock);
            boolean isHeldUp = isHeldUp(start);
            if (!isHeldUp && isDue(now) && first() == null) {
                grant(start, now);
                return true;
            }
            start.place = PacedStart.Stand.WAITING;
            waiting.add(start);
            if (!isHeldUp && look == null) {
                setTimer(now);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** To be called with the lock: whether {@code start} may begin now; if not, it waits again. */
    boolean mayBegin(PacedStart start) {
        long now = now(start.clock);
        boolean may =
                start.place == PacedStart.Stand.AWAY ? isDue(now) && ready.isEmpty() : !used || now - last >= interval;
        if (!may) {
            boolean isLate = start.place == PacedStart.Stand.GRANTED;
            takeOut(start);
            start.refused += isLate ? 1 : 0;
            start.place = PacedStart.Stand.READY;
            ready.add(start);
            setTimer(now);
        }
        return may;
    }

    /** To be called with the lock, after {@link #mayBegin}. */
    void begun(PacedStart start) {
        long now = now(start.clock);
        startsAt(now);
        takeOut(start);
        if (granted == null || next - now < interval) {
            next = now + interval;
        }
        setTimer(now);
    }

    void stepAside(PacedStart start, Permits slot) {
        lock.lock();
        try {
            takeOut(start);
            start.place = PacedStart.Stand.AWAY;
            start.busy = slot;
            away.add(start);
            setTimer(now(start.clock));
        } finally {
            lock.unlock();
        }
    }

    void leave(PacedStart start) {
        lock.lock();
        try {
            boolean isOneOfMany = start.place == PacedStart.Stand.WAITING && (look == null || look.start != start);
            takeOut(start);
            if (!isOneOfMany) {
                setTimer(now(start.clock));
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was granted last and has not begun is due for others. */
    private void takeOut(PacedStart start) {
        switch (start.place) {
            case WAITING -> waiting.remove(start);
            case READY -> ready.remove(start);
            case AWAY -> away.remove(start);
            default -> {}
        }
        if (granted == start) {
            granted = null;
            next = last + interval;
        }
        start.busy = null;
        start.place = PacedStart.Stand.OUTSIDE;
    }

    private void startsAt(long now) {
        used = true;
        last = now;
    }

    private void grant(PacedStart start, long now) {
        start.place = PacedStart.Stand.GRANTED;
        granted = start;
        next = now + (start.refused == 0 ? interval : patience(start));
        if (!used) {
            startsAt(now - interval);
        }
    }

    private long patience(PacedStart start) {
        return Math.max(interval, LEAST_PATIENCE << Math.min(start.refused, MOST_DOUBLED));
    }

    private boolean isDue(long now) {
        return !used || now - next >= 0;
    }

    /** A virtual time may have been set back: then the last start is taken to have been now. */
    private long now(RunClock clock) {
        long now = clock.nanoTime();
        if (used && now - last < 0) {
            last = now;
            next = now + interval;
        }
        return now;
    }

    /** Who is to be granted the next start. One of those who lack the same slot waits for it, in the place of all. */
    private @Nullable PacedStart first() {
        if (!ready.isEmpty()) {
            return ready.iterator().next();
        }
        for (var start : waiting) {
            if (!isHeldUp(start)) {
                return start;
            }
        }
        return null;
    }

    private boolean isHeldUp(PacedStart start) {
        for (var other : away) {
            if (other.busy != null && start.slots.contains(other.busy)) {
                return true;
            }
        }
        return false;
    }

    /** On the clock of who is first: that of another may stand still when its weave has ended. */
    private void setTimer(long now) {
        var first = first();
        if (look != null && (look.start != first || look.at != next)) {
            look.timer.cancel();
            look = null;
        }
        if (look == null && first != null) {
            look = new Look(first, next, now);
        }
    }

    /** Grants the next start when it is due. */
    private final class Look implements Runnable {
        final PacedStart start;
        final long at;
        final RunClock.Timer timer;

        Look(PacedStart start, long at, long now) {
            this.start = start;
            this.at = at;
            this.timer = start.clock.schedule(Math.max(0, at - now), this);
        }

        @Override
        public void run() {
            if (isGranted()) {
                start.granted();
            }
        }

        private boolean isGranted() {
            lock.lock();
            try {
                // It may have been taken back too late.
                if (look != this) {
                    return false;
                }
                look = null;
                long now = now(start.clock);
                boolean isDue = isDue(now);
                if (isDue) {
                    takeOut(start);
                    grant(start, now);
                }
                setTimer(now);
                return isDue;
            } finally {
                lock.unlock();
            }
        }
    }
}
