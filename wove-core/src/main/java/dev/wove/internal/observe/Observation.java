package dev.wove.internal.observe;

import dev.wove.observe.BodyObserver;
import dev.wove.trace.Ended;
import org.jspecify.annotations.Nullable;

/** Those who are around one body. */
public final class Observation {
    private final RunObservers run;
    // Looked at by several threads; one of them may be told of one that is left out a moment too late.
    private final @Nullable BodyObserver[] around;

    /** By the thread that has entered last. */
    private volatile @Nullable Entered last;

    Observation(RunObservers run, BodyObserver[] around) {
        this.run = run;
        this.around = around;
    }

    /** What a thread that has entered the body has to undo. */
    public final class Entered {
        private final @Nullable AutoCloseable[] scopes = new AutoCloseable[around.length];
        private final Thread thread = Thread.currentThread();
        private boolean hasLeft;

        /** Called by that thread when it leaves the body; the last to have entered leaves first. */
        public void leave() {
            if (hasLeft) {
                return;
            }
            hasLeft = true;
            for (int i = scopes.length - 1; i >= 0; i--) {
                var scope = scopes[i];
                if (scope != null) {
                    try {
                        scope.close();
                    } catch (Throwable e) {
                        leaveOut(i, e);
                    }
                }
            }
        }
    }

    /** This thread enters the body; what is given back is to be left by it. */
    public Entered enter() {
        var entered = new Entered();
        for (int i = 0; i < around.length; i++) {
            var observer = around[i];
            if (observer != null) {
                try {
                    entered.scopes[i] = observer.enters();
                } catch (Throwable e) {
                    leaveOut(i, e);
                }
            }
        }
        last = entered;
        return entered;
    }

    /** This thread leaves the body, which has ended, though it may go on with what follows. */
    public void leaveHere() {
        var entered = last;
        if (entered != null && entered.thread == Thread.currentThread()) {
            entered.leave();
        }
    }

    public void ended(Ended how, @Nullable Throwable failure) {
        for (int i = 0; i < around.length; i++) {
            var observer = around[i];
            if (observer != null) {
                try {
                    run.call(() -> observer.ended(how, failure));
                } catch (Throwable e) {
                    leaveOut(i, e);
                }
            }
        }
    }

    private void leaveOut(int i, Throwable thrown) {
        var observer = around[i];
        around[i] = null;
        if (observer != null) {
            run.leftOut(observer, thrown);
        }
    }
}
