package dev.wove.remote.internal.memory;

import dev.wove.environment.EnvironmentClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: what goes in comes out in order and one at a time, on a thread of whoever puts something in, or
 * of a timer. Thread-safe.
 */
final class Pipe {
    private final Network network;
    private final EnvironmentClock clock;
    private final Consumer<byte[]> out;

    // Guarded by this.
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private @Nullable Entry late;
    private boolean draining;
    private boolean closed;

    private record Entry(byte[] bytes, long due) {}

    Pipe(Network network, EnvironmentClock clock, Consumer<byte[]> out) {
        this.network = network;
        this.clock = clock;
        this.out = out;
    }

    /** @param overtaken whether what comes next is to come out before it */
    void add(byte[] bytes, Duration delay, boolean overtaken) {
        synchronized (this) {
            var entry = new Entry(bytes, clock.nanoTime() + delay.toNanos());
            if (overtaken && late == null) {
                late = entry;
                return;
            }
            entries.add(entry);
            if (late != null) {
                entries.add(late);
                late = null;
            }
        }
        if (delay.isZero()) {
            drain();
        } else {
            clock.schedule(delay, this::drain);
        }
    }

    void drain() {
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
        }
        for (var bytes = next(); bytes != null; bytes = next()) {
            out.accept(bytes);
        }
    }

    /** Null, and nobody drains any more, if there is nothing that has arrived. */
    private byte @Nullable [] next() {
        boolean frozen = network.isFrozen(this);
        synchronized (this) {
            var first = entries.peek();
            if (frozen || closed || first == null || first.due - clock.nanoTime() > 0) {
                draining = false;
                return null;
            }
            return entries.remove().bytes;
        }
    }

    /** What is still on its way does not arrive. */
    synchronized void close() {
        closed = true;
        entries.clear();
        late = null;
    }
}
