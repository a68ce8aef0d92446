package dev.wove.internal.run;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Spaces starts evenly: a reservation is given the next free instant of a schedule that never bunches up, whatever was
 * missed. The first start is at once. Virtual times have schedules of their own.
 */
public final class Pace {
    private static final long UNUSED = Long.MIN_VALUE;

    private final long interval;
    private final AtomicLong real = new AtomicLong(UNUSED);
    private final Map<Object, AtomicLong> virtual = new WeakHashMap<>();

    public Pace(int perMinute) {
        this.interval = 60_000_000_000L / perMinute;
    }

    /** Takes the next instant of the schedule; returns how many nanoseconds it is from now. */
    public long reserve(RunClock clock) {
        var next = clock == SystemClock.INSTANCE ? real : virtual(clock.timeline());
        long now = clock.nanoTime();
        while (true) {
            long free = next.get();
            long start = free == UNUSED || free - now < 0 ? now : free;
            if (next.compareAndSet(free, start + interval)) {
                return start - now;
            }
        }
    }

    private AtomicLong virtual(Object timeline) {
        synchronized (virtual) {
            return virtual.computeIfAbsent(timeline, t -> new AtomicLong(UNUSED));
        }
    }
}
