package dev.wove.detached;

import org.jspecify.annotations.Nullable;

/** Something in the process ends the JVM. The stack trace is that of the thread which does. */
final class ExitCall extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private ExitCall(Thread thread, StackTraceElement[] stack) {
        super("Thread '" + thread.getName() + "' has ended the process by System.exit, so the weave has no value");
        setStackTrace(stack);
    }

    /** Asked by a shutdown hook: who calls exit waits for it. Null where the system has told the process to stop. */
    static @Nullable ExitCall underWay() {
        for (var entry : Thread.getAllStackTraces().entrySet()) {
            for (var frame : entry.getValue()) {
                if (frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit")) {
                    return new ExitCall(entry.getKey(), entry.getValue());
                }
            }
        }
        return null;
    }
}
