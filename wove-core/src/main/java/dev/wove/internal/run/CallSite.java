package dev.wove.internal.run;

import dev.wove.NotAwaitedException;
import java.util.Set;

/** Finds the line outside Wove that has called into it. */
public final class CallSite {
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final Set<String> MADE = Set.of("lambda", "invokeSuspend", "invoke", "suspendImpl", "default");

    private CallSite() {}

    private record RealCall(String task, String file, int line, String function) implements NotAwaitedException.Call {
        @Override
        public String toString() {
            return task + ", started at " + file + ":" + line + " in " + function;
        }
    }

    /** Where the call was made that is to be {@code task}. */
    public static NotAwaitedException.Call of(String task) {
        return WALKER.walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .filter(frame -> !isOurs(frame.getClassName()))
                        .findFirst())
                .<NotAwaitedException.Call>map(frame -> new RealCall(
                        task,
                        frame.getFileName() == null ? frame.getClassName() : frame.getFileName(),
                        frame.getLineNumber(),
                        function(frame)))
                .orElseThrow();
    }

    private static boolean isOurs(String className) {
        return className.startsWith("dev.wove.internal.")
                || className.startsWith("dev.wove.dsl.")
                || className.startsWith("dev.wove.java.");
    }

    /** The function as its author called it: lambdas are told by the function that they stand in. */
    private static String function(StackTraceElement frame) {
        var names =
                frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1) + "$" + frame.getMethodName();
        var parts = names.split("\\$");
        for (int i = parts.length - 1; i > 0; i--) {
            if (!isMade(parts[i])) {
                return parts[0] + "." + parts[i];
            }
        }
        return parts[0];
    }

    /** Whether a compiler has thought of that part of a name. */
    private static boolean isMade(String part) {
        return part.isEmpty() || Character.isDigit(part.charAt(0)) || MADE.contains(part);
    }
}
