package dev.wove.internal.run;

import dev.wove.NotAwaitedException;

/** Finds the line outside Wove that has called into it. Walking the stack costs about a microsecond. */
public final class CallSite {
    private static final StackWalker WALKER = StackWalker.getInstance();

    private CallSite() {}

    /** Where the call was made that is to be {@code task}. */
    public static NotAwaitedException.Call of(String task) {
        return WALKER.walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .filter(frame -> !isOurs(frame.getClassName()))
                        .findFirst())
                .map(frame -> new NotAwaitedException.Call(
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
        var parts = frame.getClassName()
                .substring(frame.getClassName().lastIndexOf('.') + 1)
                .split("\\$");
        var method = frame.getMethodName();
        if (method.startsWith("lambda$")) {
            method = method.split("\\$")[1];
        } else if (method.equals("invokeSuspend") && parts.length > 1) {
            method = parts[1];
        } else if (method.contains("$")) {
            method = method.substring(0, method.indexOf('$'));
        }
        return parts[0] + "." + method;
    }
}
