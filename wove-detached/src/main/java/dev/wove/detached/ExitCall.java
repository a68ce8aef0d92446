package dev.wove.detached;

import org.jspecify.annotations.Nullable;

/**
 * Something in the process ends the JVM. The stack trace is that of the thread which does; a virtual thread has none that others can
 * see.
 */
final class ExitCall extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private ExitCall(String who) {
        super(who + " has ended the process by System.exit, so the weave has no value");
    }

    /** Asked by a shutdown hook, for which whoever ends the JVM waits. Null where the system has told the process to stop. */
    static @Nullable ExitCall underWay() {
        ExitCall found = null;
        for (var entry : Thread.getAllStackTraces().entrySet()) {
            for (var frame : entry.getValue()) {
                // The thread that handles signals
                if (frame.getClassName().startsWith("java.lang.Terminator")) {
                    return null;
                }
                if (frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit")) {
                    found = new ExitCall("Thread '" + entry.getKey().getName() + "'");
                    found.setStackTrace(entry.getValue());
                }
            }
        }
        return found != null ? found : new ExitCall("A virtual thread");
    }
}
