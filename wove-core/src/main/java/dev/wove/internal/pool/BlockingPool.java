package dev.wove.internal.pool;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
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

    private static final boolean WANTS_VIRTUAL = wantsVirtual();
    private static final Executor EXECUTOR = of(WANTS_VIRTUAL);

    private BlockingPool() {}

    public static void execute(Runnable call) {
        EXECUTOR.execute(call);
    }

    /** Whether blocking bodies run on virtual threads in this JVM. */
    public static boolean isVirtual() {
        return WANTS_VIRTUAL && Virtual.FACTORY != null;
    }

    /** Those of virtual threads if {@code virtual} and this JVM has them, else the others. */
    static Executor of(boolean virtual) {
        return hasVirtual(virtual) ? Virtual.EXECUTOR : Elastic.EXECUTOR;
    }

    static boolean hasVirtual(boolean virtual) {
        return virtual && Virtual.FACTORY != null;
    }

    // Each made when it is first asked for

    private static final class Virtual {
        static final @Nullable ThreadFactory FACTORY = Runtime.version().feature() >= 21 ? OwnThreads.virtual() : null;
        static final Executor EXECUTOR =
                call -> Objects.requireNonNull(FACTORY).newThread(call).start();
    }

    private static final class Elastic {
        static final Executor EXECUTOR = elasticPool();
    }

    private static boolean wantsVirtual() {
        var wanted = System.getProperty("dev.wove.virtualThreads");
        int jdk = Runtime.version().feature();
        return wanted == null ? jdk >= 24 : Boolean.parseBoolean(wanted) && jdk >= 21;
    }

    private static Executor elasticPool() {
        var number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                action -> OwnThreads.daemon(action, "wove-blocking-" + number.incrementAndGet()));
    }
}
