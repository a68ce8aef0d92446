package dev.wove.terminal;

import java.time.Duration;
import java.util.Locale;

/** Times as people read them. */
final class Times {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private Times() {}

    static String of(Duration time) {
        return of(time.toNanos());
    }

    static String of(long nanos) {
        if (nanos < MICRO) {
            return nanos == 0 ? "0 ms" : nanos + " ns";
        }
        if (nanos < MILLI) {
            return nanos / MICRO + " us";
        }
        if (nanos < 999.5 * MILLI) {
            return Math.round((double) nanos / MILLI) + " ms";
        }
        if (nanos < 59.95 * SECOND) {
            return String.format(Locale.ROOT, nanos < 9.995 * SECOND ? "%.2f s" : "%.1f s", (double) nanos / SECOND);
        }
        return inMinutes(Math.round((double) nanos / SECOND));
    }

    /** Seconds and more, for what changes while one looks at it. */
    static String inSeconds(long nanos) {
        long seconds = nanos / SECOND;
        return seconds < 60 ? seconds + " s" : inMinutes(seconds);
    }

    private static String inMinutes(long seconds) {
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes / 60 + " h " + minutes % 60 + " min";
    }
}
