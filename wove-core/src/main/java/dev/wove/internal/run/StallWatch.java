package dev.wove.internal.run;

import dev.wove.StallReport;
import dev.wove.internal.clock.RunClock;
import dev.wove.internal.clock.SystemClock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a run from time to time, and logs a report once nothing in it has moved for long; then again after twice that
 * time, and so on.
 *
 * <p>Quiet time is counted in looks. One that comes late by more than the time between two does not count: then the whole
 * JVM stood still, for garbage collection or because its machine was paused, and not just the run. In virtual time, which
 * passes at once when nothing moves, a run is reported once.
 */
public final class StallWatch {
    /** What the watch asks of a run. */
    public interface Watched {
        /** A number that is another one whenever something in the run has started, ended or gone on. */
        long progress();

        StallReport report(Duration quiet);
    }

    private static final int LOOKS = 4;
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");
    private static final @Nullable Duration FOR_ALL = parsed(System.getProperty("dev.wove.stallAfter"));

    private final RunClock clock;
    private final Watched run;
    private final long period;
    private final long limit;

    // Guarded by this object.
    private long quiet;
    private long nextReport;
    private long lastLook;
    private long lastProgress;
    private boolean closed;
    private RunClock.@Nullable Timer timer;

    public StallWatch(RunClock clock, Duration after, Watched run) {
        this.clock = clock;
        this.run = run;
        this.limit = RunClock.nanos(after);
        this.period = Math.max(limit / LOOKS, 1);
        this.nextReport = limit;
    }

    /** The quiet time after which weaves report that do not say otherwise, or null if they do not. */
    public static @Nullable Duration forAll() {
        return FOR_ALL;
    }

    /** What the property says; null, and a warning, if that is nothing to go by: it must not break weaves. */
    public static @Nullable Duration parsed(@Nullable String property) {
        if (property == null) {
            return null;
        }
        try {
            var limit = Duration.parse(property);
            if (limit.compareTo(Duration.ZERO) > 0) {
                return limit;
            }
        } catch (DateTimeParseException e) {
            // Told below, like one that is not positive.
        }
        LOG.warn(
                "-Ddev.wove.stallAfter is no duration longer than zero: '{}'. No weave is watched.\n"
                        + "  Write it like PT30S for half a minute, or PT5M for five.",
                property);
        return null;
    }

    public synchronized void start() {
        lastLook = clock.nanoTime();
        lastProgress = run.progress();
        next();
    }

    public synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private void next() {
        timer = clock.schedule(period, this::look);
    }

    private void look() {
        var toReport = quietLongEnough();
        if (toReport != null) {
            LOG.warn("{}", run.report(toReport));
        }
    }

    /** Notes what a look finds; returns how long it has been quiet if that is to be reported now, else null. */
    private synchronized @Nullable Duration quietLongEnough() {
        if (closed) {
            return null;
        }
        long now = clock.nanoTime();
        long since = now - lastLook;
        lastLook = now;
        long progress = run.progress();
        if (progress != lastProgress) {
            lastProgress = progress;
            quiet = 0;
            nextReport = limit;
        } else if (since - period <= period) {
            quiet += since;
        }
        if (quiet < nextReport) {
            next();
            return null;
        }
        nextReport = quiet > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : quiet * 2;
        if (clock == SystemClock.INSTANCE) {
            next();
        }
        return Duration.ofNanos(quiet);
    }
}
