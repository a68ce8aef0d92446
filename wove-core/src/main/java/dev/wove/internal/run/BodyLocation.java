package dev.wove.internal.run;

import dev.wove.TaskFailedException;
import dev.wove.TaskTimeoutException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Predicate;
import kotlin.coroutines.jvm.internal.DebugMetadata;
import kotlin.jvm.internal.CallableReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line of a body in the exception that it threw: the frame of the lambda or method itself, not of what that
 * has called. Nothing is paid for this until something fails.
 */
final class BodyLocation {
    private static final String INTERNAL = "dev.wove.internal.";
    private static final String ENGINE = INTERNAL + "engine.";
    private static final String[] LIBRARIES = {
        "java.", "javax.", "jdk.", "kotlin.", "kotlinx.", "dev.wove.java.", "dev.wove.dsl."
    };

    private BodyLocation() {}

    /**
     * @param isFromInside whether the failure is of a weave inside the body: nothing tells that one's lambdas from this one
     */
    static @Nullable String find(Object body, Throwable failure, boolean isFromInside) {
        var frames = failure.getStackTrace();
        if (frames.length > 0 && frames[0].getClassName().startsWith(ENGINE)) {
            // Made by the engine, these lead to where the weave was called.
            if (failure instanceof TaskTimeoutException) {
                return null;
            }
            if (failure instanceof TaskFailedException && failure.getCause() != null) {
                return find(body, failure.getCause(), isFromInside);
            }
        }
        if (body instanceof Method method) {
            return ofMethod(
                    frames,
                    method.getName(),
                    name -> name.equals(method.getDeclaringClass().getName()));
        }
        if (body instanceof CallableReference reference) {
            return ofMethod(frames, reference.getName(), name -> true);
        }
        var type = body.getClass();
        if (type.isHidden()) {
            return isFromInside ? null : ofLambda(frames, outermost(type.getName()));
        }
        var own = ofMatching(frames, frame -> frame.getClassName().equals(type.getName()));
        return own != null ? own : ofSuspended(type);
    }

    /** Kotlin lengthens some of the names. */
    private static @Nullable String ofMethod(StackTraceElement[] frames, String name, Predicate<String> isHome) {
        return ofMatching(
                frames,
                frame -> isHome.test(frame.getClassName())
                        && (frame.getMethodName().equals(name)
                                || frame.getMethodName().startsWith(name + "-")
                                || frame.getMethodName().startsWith(name + "$")));
    }

    /** The last matching frame above the first of the engine that comes after one: what the engine has called. */
    private static @Nullable String ofMatching(StackTraceElement[] frames, Predicate<StackTraceElement> matches) {
        String found = null;
        var before = "";
        for (var frame : frames) {
            if (hasLine(frame) && matches.test(frame)) {
                // A bridge of the compiler has the line of the class.
                if (!frame.getMethodName().equals(before)) {
                    found = text(frame);
                }
                before = frame.getMethodName();
            } else if (found != null && frame.getClassName().startsWith(INTERNAL)) {
                break;
            }
        }
        return found;
    }

    /**
     * The JVM hides the frames of a lambda's class, and so its method is known only by being called by the engine: written
     * in {@code home}, or referred to there.
     */
    private static @Nullable String ofLambda(StackTraceElement[] frames, String home) {
        int from = 0;
        while (from < frames.length && isEngine(frames[from], home)) {
            from++;
        }
        int to = from;
        while (to < frames.length && !isEngine(frames[to], home)) {
            to++;
        }
        String written = null;
        String last = null;
        for (var frame : Arrays.asList(frames).subList(from, to)) {
            if (!hasLine(frame)) {
                continue;
            }
            if (outermost(frame.getClassName()).equals(home)) {
                written = text(frame);
            }
            if (!isLibrary(frame)) {
                last = text(frame);
            }
        }
        if (written != null) {
            return from == 0 || to < frames.length ? written : null;
        }
        return to < frames.length ? last : null;
    }

    private static boolean isEngine(StackTraceElement frame, String home) {
        return frame.getClassName().startsWith(INTERNAL)
                && !outermost(frame.getClassName()).equals(home);
    }

    /** One that was suspended in what it has called has left the stack; Kotlin keeps where it may be suspended. */
    private static @Nullable String ofSuspended(Class<?> lambda) {
        var metadata = lambda.getAnnotation(DebugMetadata.class);
        return metadata == null || metadata.f().isEmpty() || metadata.l().length == 0
                ? null
                : metadata.f() + ":" + metadata.l()[0];
    }

    private static boolean isLibrary(StackTraceElement frame) {
        for (var library : LIBRARIES) {
            if (frame.getClassName().startsWith(library)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLine(StackTraceElement frame) {
        return frame.getFileName() != null && frame.getLineNumber() > 0;
    }

    private static String text(StackTraceElement frame) {
        return frame.getFileName() + ":" + frame.getLineNumber();
    }

    private static String outermost(String className) {
        int nested = className.indexOf('$');
        return nested < 0 ? className : className.substring(0, nested);
    }
}
