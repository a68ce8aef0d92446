package dev.wove.internal.delivery;

import dev.wove.environment.EnvironmentException;
import java.util.ArrayDeque;
import java.util.List;

/** The places of the runs that are under way; those that must wait for one get it in the order in which they asked. Thread-safe. */
final class InFlight {
    private final int most;
    private final ArrayDeque<DeliveredRun> waiting = new ArrayDeque<>();
    private int taken;
    private boolean passing;
    private boolean closed;

    InFlight(int most) {
        this.most = most;
    }

    /** Has {@code run} sent, now or when there is a place. */
    void enter(DeliveredRun run) {
        boolean refused;
        synchronized (this) {
            refused = closed;
            if (!refused) {
                waiting.add(run);
            }
        }
        if (refused) {
            run.refused(new EnvironmentException("The environment of " + run + " is closed."));
        } else {
            pass();
        }
    }

    /** One thread at a time, so that runs that end at once do not nest. */
    private void pass() {
        while (true) {
            DeliveredRun next;
            synchronized (this) {
                next = passing || taken == most ? null : waiting.poll();
                if (next == null) {
                    return;
                }
                taken++;
                passing = true;
            }
            try {
                next.send();
            } finally {
                synchronized (this) {
                    passing = false;
                }
            }
        }
    }

    /** Takes one out of the line; false if it was not in it any more. */
    synchronized boolean giveUp(DeliveredRun run) {
        return waiting.remove(run);
    }

    /** A place is free again. */
    void leave() {
        synchronized (this) {
            taken--;
        }
        pass();
    }

    synchronized int taken() {
        return taken;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Nobody who waits gets a place any more. */
    void close(String environment) {
        List<DeliveredRun> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        for (var run : all) {
            run.refused(new EnvironmentException(
                    "Environment '" + environment + "' was closed while " + run + " waited for a place in flight."));
        }
    }
}
