package dev.wove.internal.run;

import dev.wove.TaskTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line of a body in the exception that it threw: the first frame of the class that the lambda was written in,
 * or that declares the method.
 * Nothing is paid for this until something fails.
 */
final class BodyLocation {
    private static final String ENGINE = "dev.wove.internal.engine.";

    private BodyLocation() {}

    static @Nullable String find(Object body, Throwable failure) {
        var type = body instanceof Class<?> given ? given : body.getClass();
        var home = outermost(type.getName());
        var frames = failure.getStackTrace();
        if (failure instanceof TaskTimeoutException
                && frames.length > 0
                && frames[0].getClassName().startsWith(ENGINE)) {
            // Made by the engine, it leads to where the weave was called.
            return null;
        }
        for (var frame : frames) {
            if (outermost(frame.getClassName()).equals(home) && frame.getFileName() != null) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return null;
    }

    private static String outermost(String className) {
        int nested = className.indexOf('$');
        return nested < 0 ? className : className.substring(0, nested);
    }
}
