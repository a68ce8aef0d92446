package dev.wove.internal.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where blocking bodies run: on virtual threads from JDK 24 on, where {@code synchronized} no longer pins them, else on
 * a pool that grows as needed, so that nesting cannot lock it up.
 *
 * <p>{@code -Ddev.wove.virtualThreads=true} asks for virtual threads on JDK 21 to 23, {@code false} for the pool
 * anywhere.
 */
public final class BlockingPool {
    /** How many blocking bodies one weave runs at once on platform threads, unless it says otherwise. */
    public static final int DEFAULT_MAX_BLOCKING = 256;

    private static final @Nullable MethodHandle START_VIRTUAL = startVirtual();
    private static final Executor EXECUTOR = START_VIRTUAL != null ? BlockingPool::startVirtualThread : elasticPool();

    private BlockingPool() {}

    public static void execute(Runnable call) {
        EXECUTOR.execute(call);
    }

    /** Whether blocking bodies run on virtual threads in this JVM. */
    public static boolean isVirtual() {
        return START_VIRTUAL != null;
    }

    private static void startVirtualThread(Runnable call) {
        try {
            var started = (Thread) START_VIRTUAL.invokeExact(call);
            assert started != null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A virtual thread could not be started", e);
        }
    }

    private static @Nullable MethodHandle startVirtual() {
        var wanted = System.getProperty("dev.wove.virtualThreads");
        int jdk = Runtime.version().feature();
        boolean use = wanted == null ? jdk >= 24 : Boolean.parseBoolean(wanted) && jdk >= 21;
        if (!use) {
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static Executor elasticPool() {
        var number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), action -> {
            var thread = new Thread(action, "wove-blocking-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
