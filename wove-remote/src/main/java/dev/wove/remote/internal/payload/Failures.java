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
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Failures of bodies as they go over the wire, and back. What comes back is an exception that the method declares, or a
 * {@link RemoteTaskException}: no class is ever looked up by what the wire says.
 */
public final class Failures {
    /** Which every body may throw, and which means the same wherever it does. */
    private static final String CANCELLATION = CancellationException.class.getName();

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
        if (failure instanceof CancellationException) {
            return CANCELLATION;
        }
        Class<?> nearest = null;
        for (var each : method.exceptions()) {
            if (each.isInstance(failure) && (nearest == null || nearest.isAssignableFrom(each))) {
                nearest = each;
            }
        }
        return nearest == null ? null : nearest.getName();
    }

    private static List<ErrorInfo.Cause> causes(Throwable failure) {
        return chain(failure).stream()
                .skip(1)
                .map(cause -> new ErrorInfo.Cause(cause.getClass().getName(), shortened(message(cause), LONGEST_CAUSE)))
                .toList();
    }

    /** It and its causes, as far as they are told. */
    public static List<Throwable> chain(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
        for (var each = failure; each != null && seen.add(each) && chain.size() <= MOST_CAUSES; each = cause(each)) {
            chain.add(each);
        }
        return chain;
    }

    private static @Nullable Throwable cause(Throwable failure) {
        try {
            return failure.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    /** An exception of a user may fail to tell its message, in any way. */
    private static String message(Throwable failure) {
        try {
            var message = failure.getMessage();
            return message == null ? "" : message;
        } catch (Throwable e) {
            return "";
        }
    }

    private static String trace(Throwable failure) {
        try {
            var text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            return text.toString();
        } catch (Throwable e) {
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
            if (CANCELLATION.equals(error.declared())) {
                return new CancellationException(messageOf(error)).initCause(remote);
            }
            for (var declared : method.exceptions()) {
                if (declared.getName().equals(error.declared())
                        || declared.getName().equals(error.kind())) {
                    var own = made(declared, messageOf(error), remote);
                    if (own != null) {
                        return own;
                    }
                }
            }
        }
        addCauses(remote, error);
        return remote;
    }

    private static @Nullable String messageOf(ErrorInfo error) {
        return error.message().isEmpty() ? null : error.message();
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

    private static @Nullable Throwable made(Class<?> type, @Nullable String message, Throwable cause) {
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
