package dev.wove.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * Finds the line of a body in the exception that it threw: the first frame of the class that the lambda was written in,
 * or that declares the method.
 * Nothing is paid for this until something fails.
 */
final class BodyLocation {
    private BodyLocation() {}

    static @Nullable String find(Object body, Throwable failure) {
        var type = body instanceof Class<?> given ? given : body.getClass();
        var home = outermost(type.getName());
        for (var frame : failure.getStackTrace()) {
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
