package dev.wove.remote.internal.http;

import dev.wove.remote.internal.sign.RefusedException;
import org.slf4j.Logger;

/** Says that requests were refused, at most once a second, and how many. Thread-safe. */
final class FailedLogins {
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Logger log;
    private long count;
    private long toldAt = System.nanoTime() - PAUSE_NANOS;

    FailedLogins(Logger log) {
        this.log = log;
    }

    void note(RefusedException refused) {
        long told;
        synchronized (this) {
            count++;
            long now = System.nanoTime();
            if (now - toldAt < PAUSE_NANOS) {
                return;
            }
            toldAt = now;
            told = count;
            count = 0;
        }
        log.warn("{} requests were refused, the last with {}: {}", told, refused.status(), refused.getMessage());
    }
}
