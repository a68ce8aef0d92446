package dev.wove.benchmarks.side;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Virtual threads, for code that is compiled for JDKs without them. */
public final class VirtualThreads {
    private VirtualThreads() {}

    /** Why there are none here, or null if there are. */
    public static @Nullable String missing() {
        var feature = Runtime.version().feature();
        return feature >= 21 ? null : "JDK " + feature + " has no virtual threads (JDK 21 has)";
    }

    /** {@code Executors.newVirtualThreadPerTaskExecutor()}. */
    static ExecutorService newExecutor() {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (Throwable e) {
            throw new UnsupportedOperationException("No virtual threads", e);
        }
    }
}
