package dev.wove.internal.run;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Spaces starts evenly: a reservation is given the next free instant of a schedule that never bunches up, whatever was
 * missed. Lock-free; the first start is at once.
 */
public final class Pace {
    private static final long UNUSED = Long.MIN_VALUE;

    private final long interval;
    private final AtomicLong next = new AtomicLong(UNUSED);

    public Pace(int perMinute) {
        this.interval = 60_000_000_000L / perMinute;
    }

    /** Takes the next instant of the schedule; returns how many nanoseconds it is after {@code now}. */
    public long reserve(long now) {
        while (true) {
            long free = next.get();
            long start = free == UNUSED || free - now < 0 ? now : free;
            if (next.compareAndSet(free, start + interval)) {
                return start - now;
            }
        }
    }
}
