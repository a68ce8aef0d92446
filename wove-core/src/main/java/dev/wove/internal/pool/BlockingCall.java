package dev.wove.internal.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One run of a blocking body that can be cancelled from another thread: it then never starts, or its thread is
 * interrupted. The interrupt cannot hit whatever the thread does next.
 *
 * <p>The states: {@code NEW -> RUNNING -> DONE}; {@code NEW -> CANCELLED}; {@code RUNNING -> INTERRUPTING ->
 * INTERRUPTED -> DONE}, where the thread itself waits out INTERRUPTING.
 */
public abstract class BlockingCall implements Runnable {
    private static final int NEW = 0;
    private static final int RUNNING = 1;
    private static final int DONE = 2;
    private static final int CANCELLED = 3;
    private static final int INTERRUPTING = 4;
    private static final int INTERRUPTED = 5;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(BlockingCall.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int state = NEW;
    private volatile Thread thread = Thread.currentThread();

    /** Runs the body and keeps what came of it; must not throw. */
    protected abstract void body();

    /**
     * Tells what came of it; returns a call that has become possible by that and is to run next on this thread, or null.
     * The thread is free of this call's interrupt.
     */
    protected abstract @Nullable BlockingCall finished();

    /** The thread has no more to do with the body, or never had; called before {@link #finished}. */
    protected abstract void leave();

    /** The call was cancelled before it began. */
    protected abstract void neverStarted();

    @Override
    public final void run() {
        var here = Thread.currentThread();
        var name = here.getName();
        BlockingCall call = this;
        do {
            call = call.runThis();
        } while (call != null);
        // Bodies name their thread. Each new name is a system call, so the old one comes back only after the last of
        // them.
        if (here.getName() != name) {
            here.setName(name);
        }
    }

    private @Nullable BlockingCall runThis() {
        thread = Thread.currentThread();
        if (!STATE.compareAndSet(this, NEW, RUNNING)) {
            leave();
            return null;
        }
        body();
        if (!STATE.compareAndSet(this, RUNNING, DONE)) {
            while (state == INTERRUPTING) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
            state = DONE;
        }
        leave();
        return finished();
    }

    /** Stops the call: it does not start any more, or its thread is interrupted once. */
    public final void cancel() {
        if (STATE.compareAndSet(this, NEW, CANCELLED)) {
            neverStarted();
        } else if (STATE.compareAndSet(this, RUNNING, INTERRUPTING)) {
            try {
                interrupt(thread);
            } finally {
                // The thread waits for this.
                state = INTERRUPTED;
            }
        }
    }

    /** Cancels a call that has not begun, and whose end its owner tells itself; false if it has begun, or has ended. */
    protected final boolean giveUp() {
        return STATE.compareAndSet(this, NEW, CANCELLED);
    }

    protected void interrupt(Thread running) {
        running.interrupt();
    }

    public final boolean isCancelledUnstarted() {
        return state == CANCELLED;
    }

    /** The thread that runs the body, while it does. */
    public final Thread thread() {
        return thread;
    }

    /** The stack of the thread that runs the body now, or null if none does. */
    public final StackTraceElement @Nullable [] stack() {
        if (!isRunning()) {
            return null;
        }
        var stack = thread.getStackTrace();
        // The body may have ended meanwhile, and then this is the stack of something else.
        return isRunning() && stack.length > 0 ? withoutLoaders(stack) : null;
    }

    /** As the stack traces of exceptions are printed, which do not name the loaders of the application either. */
    private static StackTraceElement[] withoutLoaders(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            var frame = stack[i];
            stack[i] = new StackTraceElement(
                    null,
                    frame.getModuleName(),
                    null,
                    frame.getClassName(),
                    frame.getMethodName(),
                    frame.getFileName(),
                    frame.getLineNumber());
        }
        return stack;
    }

    private boolean isRunning() {
        int s = state;
        return s == RUNNING || s == INTERRUPTING || s == INTERRUPTED;
    }

    /** Whether this call interrupted its body. */
    public final boolean wasInterrupted() {
        int s = state;
        return s == INTERRUPTING || s == INTERRUPTED;
    }
}
