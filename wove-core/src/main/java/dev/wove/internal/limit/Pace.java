package dev.wove.internal.limit;

import dev.wove.internal.clock.RunClock;
import dev.wove.internal.clock.SystemClock;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Spaces starts evenly: each comes at least {@code interval} after the one before, whatever was missed in between. Virtual
 * times have lines of their own.
 */
public final class Pace {
    private static final long MINUTE = 60_000_000_000L;

    private final long interval;
    private final PaceLine real;
    private final Map<Object, PaceLine> virtual = new WeakHashMap<>();

    public Pace(int perMinute) {
        this.interval = (MINUTE + perMinute - 1) / perMinute;
        this.real = new PaceLine(interval);
    }

    /** Makes a start if one is due and nobody stands in line for it. Who gets none asks by a {@link PacedStart}. */
    public boolean startNow(RunClock clock) {
        return line(clock).startNow(clock);
    }

    PaceLine line(RunClock clock) {
        if (clock == SystemClock.INSTANCE) {
            return real;
        }
        synchronized (virtual) {
            return virtual.computeIfAbsent(clock.timeline(), t -> new PaceLine(interval));
        }
    }
}
