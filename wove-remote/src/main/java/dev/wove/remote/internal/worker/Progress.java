package dev.wove.remote.internal.worker;

import dev.wove.environment.EnvironmentClock;
import dev.wove.remote.internal.payload.SharedCodecs;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far a body says it is. Told at most ten times a second; of what comes in between, the last counts. */
final class Progress {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int LONGEST = 16 << 10;

    private final ServedRun run;
    private final EnvironmentClock clock;
    private @Nullable String waiting;
    private boolean pausing;

    Progress(ServedRun run, EnvironmentClock clock) {
        this.run = run;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if it cannot be sent */
    void tell(@Nullable Object value) {
        var json = value == null ? "null" : encoded(value);
        synchronized (this) {
            if (pausing) {
                waiting = json;
                return;
            }
            pausing = true;
        }
        send(json);
    }

    private static String encoded(Object value) {
        String json;
        try {
            json = SharedCodecs.get().of(value.getClass()).encode(value);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("The progress cannot be sent.", e);
        }
        if (json.length() > LONGEST) {
            throw new IllegalArgumentException("The progress is too long to be sent: " + json.length()
                    + " characters, but at most " + LONGEST + ".");
        }
        return json;
    }

    private void send(String json) {
        run.heartbeat(json);
        clock.schedule(PAUSE, this::pauseOver);
    }

    private void pauseOver() {
        String next;
        synchronized (this) {
            next = waiting;
            waiting = null;
            pausing = next != null;
        }
        if (next != null) {
            send(next);
        }
    }
}
