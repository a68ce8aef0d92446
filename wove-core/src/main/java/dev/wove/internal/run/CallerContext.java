package dev.wove.internal.run;

import dev.wove.function.TaskAction;
import java.lang.ref.WeakReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;

/**
 * What a thread carries that is not in a coroutine context: the MDC, the thread-locals registered through micrometer's
 * context-propagation and the current context of OpenTelemetry, if those libraries are present, and the context class
 * loader. Captured from the caller of a weave, put on every thread that runs one of its bodies, and taken off again.
 *
 * <p>A caller that carries none of it has its bodies find nothing either, so that is captured, too: it is {@link #bare}.
 * Threads are nearly always bare already, and then entering and leaving only look.
 */
public final class CallerContext {
    private static final boolean REGISTERED_THREAD_LOCALS = isPresent("io.micrometer.context.ContextSnapshotFactory");
    private static final boolean TRACES = isPresent("io.opentelemetry.context.Context");

    /** Most callers are bare and have the same loader, which must not be kept for them. */
    private static volatile WeakReference<@Nullable CallerContext> lastBare = new WeakReference<>(null);

    /** Whether there is nothing but a class loader. */
    public final boolean bare;

    private final boolean hasMdc;
    private final @Nullable Map<String, String> mdc;
    private final @Nullable RegisteredThreadLocals registered;
    private final @Nullable CurrentTrace trace;
    private final @Nullable ClassLoader loader;

    private CallerContext(
            boolean hasMdc,
            @Nullable Map<String, String> mdc,
            @Nullable RegisteredThreadLocals registered,
            @Nullable CurrentTrace trace,
            @Nullable ClassLoader loader) {
        this.hasMdc = hasMdc;
        this.mdc = mdc;
        this.registered = registered;
        this.trace = trace;
        this.loader = loader;
        bare = mdc == null && registered == null && (trace == null || trace.isRoot());
    }

    /** What the current thread carries. */
    public static CallerContext capture() {
        boolean hasMdc = !(MDC.getMDCAdapter() instanceof NOPMDCAdapter);
        var mdc = hasMdc ? MDC.getCopyOfContextMap() : null;
        if (mdc != null && mdc.isEmpty()) {
            mdc = null;
        }
        var registered = REGISTERED_THREAD_LOCALS ? RegisteredThreadLocals.capture() : null;
        var trace = TRACES ? CurrentTrace.capture() : null;
        var loader = Thread.currentThread().getContextClassLoader();
        var last = lastBare.get();
        if (last != null
                && mdc == null
                && registered == null
                && trace == last.trace
                && loader == last.loader
                && hasMdc == last.hasMdc) {
            return last;
        }
        var captured = new CallerContext(hasMdc, mdc, registered, trace, loader);
        if (captured.bare) {
            lastBare = new WeakReference<>(captured);
        }
        return captured;
    }

    /** Of these, and else nothing but the class loader of this thread. */
    static CallerContext of(Map<String, String> mdc, @Nullable CurrentTrace trace) {
        boolean hasMdc = !(MDC.getMDCAdapter() instanceof NOPMDCAdapter);
        return new CallerContext(
                hasMdc,
                hasMdc && !mdc.isEmpty() ? mdc : null,
                null,
                trace != null || !TRACES ? trace : CurrentTrace.capture(),
                Thread.currentThread().getContextClassLoader());
    }

    /** What a thread carried before. */
    public static final class Replaced {
        private final @Nullable Map<String, String> mdc;
        private final @Nullable AutoCloseable registered;
        private final CurrentTrace.@Nullable Replaced trace;
        private final @Nullable ClassLoader loader;

        private Replaced(
                @Nullable Map<String, String> mdc,
                @Nullable AutoCloseable registered,
                CurrentTrace.@Nullable Replaced trace,
                @Nullable ClassLoader loader) {
            this.mdc = mdc;
            this.registered = registered;
            this.trace = trace;
            this.loader = loader;
        }
    }

    /** Makes the current thread carry this and nothing else; null if it does already. To be undone by {@link #leave}. */
    public @Nullable Replaced enter() {
        var thread = Thread.currentThread();
        return bare && isBareOn(thread) ? null : replaceOn(thread);
    }

    private Replaced replaceOn(Thread thread) {
        var mdcBefore = hasMdc ? MDC.getCopyOfContextMap() : null;
        // First, as an accessor may be one of the MDC, or throw.
        var registeredBefore = registered == null ? null : registered.install();
        var loaderBefore = thread.getContextClassLoader();
        setMdc(mdc);
        setLoader(thread, loader);
        return new Replaced(mdcBefore, registeredBefore, trace == null ? null : trace.install(), loaderBefore);
    }

    /** Takes off the current thread what bodies and {@link #enter} have put there. */
    public void leave(@Nullable Replaced replaced) {
        if (replaced == null) {
            tidy();
            return;
        }
        try {
            if (replaced.registered != null) {
                replaced.registered.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("Thread-locals could not be restored", e);
        } finally {
            setMdc(replaced.mdc);
            if (replaced.trace != null) {
                replaced.trace.restore();
            }
            setLoader(Thread.currentThread(), replaced.loader);
        }
    }

    /** Calls {@code action} with the current thread carrying this. */
    public void call(TaskAction action) throws Exception {
        var replaced = enter();
        try {
            action.run();
        } finally {
            leave(replaced);
        }
    }

    /** Takes off the current thread, which has entered this bare context, what a body has left there. */
    public void tidy() {
        var thread = Thread.currentThread();
        if (isBareOn(thread)) {
            return;
        }
        setMdc(null);
        if (trace != null) {
            trace.install();
        }
        setLoader(thread, loader);
    }

    /** The price of a plain task: the MDC of an adapter that is none is not even looked at. */
    private boolean isBareOn(Thread thread) {
        return thread.getContextClassLoader() == loader
                && (!hasMdc || isEmpty(MDC.getCopyOfContextMap()))
                && (trace == null || trace.isCurrent());
    }

    private static boolean isEmpty(@Nullable Map<String, String> map) {
        return map == null || map.isEmpty();
    }

    private void setMdc(@Nullable Map<String, String> map) {
        if (!hasMdc) {
            return;
        }
        if (map == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(map);
        }
    }

    private static void setLoader(Thread thread, @Nullable ClassLoader loader) {
        if (thread.getContextClassLoader() == loader) {
            return;
        }
        try {
            thread.setContextClassLoader(loader);
        } catch (SecurityException e) {
            // One of those threads that keep the loader they were made with.
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
