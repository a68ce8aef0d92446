package dev.wove.internal.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a thread carries that is not in a coroutine context: the MDC, and the thread-locals registered through
 * micrometer's context-propagation if that library is present. Captured from the caller of a weave, put on every thread
 * that runs one of its bodies, and taken off again.
 */
public final class CallerContext {
    private static final boolean REGISTERED_THREAD_LOCALS = isPresent("io.micrometer.context.ContextSnapshotFactory");

    private final @Nullable Map<String, String> mdc;
    private final @Nullable RegisteredThreadLocals registered;

    private CallerContext(@Nullable Map<String, String> mdc, @Nullable RegisteredThreadLocals registered) {
        this.mdc = mdc;
        this.registered = registered;
    }

    /** What the current thread carries, or null if it carries nothing. */
    public static @Nullable CallerContext capture() {
        var mdc = MDC.getCopyOfContextMap();
        if (mdc != null && mdc.isEmpty()) {
            mdc = null;
        }
        var registered = REGISTERED_THREAD_LOCALS ? RegisteredThreadLocals.capture() : null;
        return mdc == null && registered == null ? null : new CallerContext(mdc, registered);
    }

    /** What {@link #install} replaced. */
    public static final class Replaced {
        private final @Nullable Map<String, String> mdc;
        private final @Nullable AutoCloseable registered;

        private Replaced(@Nullable Map<String, String> mdc, @Nullable AutoCloseable registered) {
            this.mdc = mdc;
            this.registered = registered;
        }
    }

    /** Puts this context on the current thread. */
    public Replaced install() {
        var before = MDC.getCopyOfContextMap();
        set(mdc);
        return new Replaced(before, registered == null ? null : registered.install());
    }

    /** Takes this context off the current thread again. */
    public static void restore(Replaced replaced) {
        if (replaced.registered != null) {
            try {
                replaced.registered.close();
            } catch (Exception e) {
                throw new IllegalStateException("Thread-locals could not be restored", e);
            }
        }
        set(replaced.mdc);
    }

    private static void set(@Nullable Map<String, String> mdc) {
        if (mdc == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(mdc);
        }
    }

    static boolean isPresent(String className) {
        try {
            Class.forName(className, false, CallerContext.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
