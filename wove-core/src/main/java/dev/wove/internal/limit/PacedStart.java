package dev.wove.internal.limit;

import dev.wove.internal.clock.RunClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One start that is asked of a {@link Pace}. It waits until it is granted, and then begins, which may find that another
 * start has come late and too near, so that it has to wait again. Until it has begun it can leave at any time, and who
 * stands behind it moves up.
 */
public abstract class PacedStart {
    /** Where it stands; all that is not final here is guarded by the lock of the line. */
    enum Stand {
        OUTSIDE,
        /** In line, with nothing but its turn to come. */
        WAITING,
        /** In front of those: it needs nothing but the pace. */
        READY,
        GRANTED,
        /** Waits for a slot, and the pace is for others. */
        AWAY
    }

    final RunClock clock;
    final PaceLine line;
    final List<Permits> slots;
    Stand place = Stand.OUTSIDE;
    /** The slot it waits for where it is away. */
    @Nullable
    Permits busy;
    /** How often it has begun in vain. */
    int refused;

    private @Nullable PacedStart inner;

    /** @param slots what else it needs to start */
    protected PacedStart(Pace pace, RunClock clock, List<Permits> slots) {
        this.clock = clock;
        this.line = pace.line(clock);
        this.slots = slots;
    }

    /** It may begin. Called once for each wait, on a thread that must not be kept. */
    protected abstract void granted();

    /** Has {@code second} begin together with this, or neither of them; lines are locked in this order. */
    public final void with(PacedStart second) {
        inner = second;
    }

    /** Asks for the start: true if it is granted at once. */
    public final boolean ask() {
        return line.ask(this);
    }

    /** Starts now and returns null, or returns which of the two has to wait until it is granted again. */
    public final @Nullable PacedStart begin() {
        line.lock.lock();
        try {
            if (!line.mayBegin(this)) {
                return this;
            }
            var waits = inner == null ? null : inner.begin();
            if (waits == null) {
                line.begun(this);
            }
            return waits;
        } finally {
            line.lock.unlock();
        }
    }

    /** Lets others start, until it has got the slot that it lacks and begins. */
    public final void stepAside(Permits slot) {
        line.stepAside(this, slot);
    }

    /** It is not wanted any more; does nothing if it has begun. */
    public final void leave() {
        line.leave(this);
        if (inner != null) {
            inner.leave();
        }
    }
}
