package dev.wove.remote.internal.payload;

import dev.wove.environment.ErrorSource;
import dev.wove.environment.RemoteMethod;
import dev.wove.environment.RemoteTaskException;
import dev.wove.remote.internal.frame.ErrorInfo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures of bodies as they go over the wire, and back. What comes back is an exception that the method declares, or a
 * {@link RemoteTaskException}: no class is ever looked up by what the wire says.
 */
public final class Failures {
    private static final int LONGEST_TRACE = 16 << 10;
    private static final int LONGEST_MESSAGE = 8 << 10;
    private static final int MOST_CAUSES = 8;
    private static final int LONGEST_CAUSE = 1 << 10;

    private Failures() {}

    public static ErrorInfo told(Throwable failure, RemoteMethod method) {
        return new ErrorInfo(
                failure.getClass().getName(),
                shortened(message(failure), LONGEST_MESSAGE),
                shortened(trace(failure), LONGEST_TRACE),
                true,
                ErrorSource.TASK,
                declared(failure, method),
                causes(failure),
                -1);
    }

    /** The class that the method declares, the nearest one, of which the failure is one. */
    private static @Nullable String declared(Throwable failure, RemoteMethod method) {
        Class<?> nearest = null;
        for (var each : method.exceptions()) {
            if (each.isInstance(failure) && (nearest == null || nearest.isAssignableFrom(each))) {
                nearest = each;
            }
        }
        return nearest == null ? null : nearest.getName();
    }

    private static List<ErrorInfo.Cause> causes(Throwable failure) {
        var causes = new ArrayList<ErrorInfo.Cause>();
        var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
        seen.add(failure);
        for (var cause = failure.getCause(); cause != null && seen.add(cause); cause = cause.getCause()) {
            if (causes.size() == MOST_CAUSES) {
                break;
            }
            causes.add(new ErrorInfo.Cause(cause.getClass().getName(), shortened(message(cause), LONGEST_CAUSE)));
        }
        return causes;
    }

    /** An exception of a user may fail to tell its message. */
    private static String message(Throwable failure) {
        try {
            var message = failure.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException | StackOverflowError e) {
            return "";
        }
    }

    private static String trace(Throwable failure) {
        try {
            var text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            return text.toString();
        } catch (RuntimeException | StackOverflowError e) {
            return "";
        }
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** What the task fails with. */
    public static Throwable rebuilt(ErrorInfo error, RemoteMethod method, String where) {
        var text = error.kind() + (error.message().isEmpty() ? "" : ": " + error.message());
        var remote = new RemoteTaskException(
                error.kind(), where + ": " + text, error.retryable(), error.source(), error.traceback());
        if (error.source() == ErrorSource.TASK) {
            for (var declared : method.exceptions()) {
                if (declared.getName().equals(error.declared())
                        || declared.getName().equals(error.kind())) {
                    var own = made(declared, error.message(), remote);
                    if (own != null) {
                        return own;
                    }
                }
            }
        }
        addCauses(remote, error);
        return remote;
    }

    private static void addCauses(RemoteTaskException remote, ErrorInfo error) {
        Throwable effect = remote;
        for (var cause : error.causes()) {
            var next = new RemoteTaskException(
                    cause.kind(),
                    cause.kind() + (cause.message().isEmpty() ? "" : ": " + cause.message()),
                    error.retryable(),
                    error.source(),
                    null);
            next.setStackTrace(new StackTraceElement[0]);
            effect.initCause(next);
            effect = next;
        }
    }

    private static @Nullable Throwable made(Class<?> type, String message, Throwable cause) {
        try {
            var withCause = constructor(type, String.class, Throwable.class);
            if (withCause != null) {
                return (Throwable) withCause.newInstance(message, cause);
            }
            var withMessage = constructor(type, String.class);
            if (withMessage == null) {
                return null;
            }
            var made = (Throwable) withMessage.newInstance(message);
            if (made.getCause() == null) {
                made.initCause(cause);
            }
            return made;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It cannot be made here, and goes the way of those that are not declared.
            return null;
        }
    }

    private static @Nullable Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
        try {
            var constructor = type.getDeclaredConstructor(parameters);
            return constructor.trySetAccessible() ? constructor : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
