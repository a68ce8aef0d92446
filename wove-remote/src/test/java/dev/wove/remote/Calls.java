package dev.wove.remote;

import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteMethod;
import dev.wove.environment.RemoteRun;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Calls of methods of {@link Reports}. */
public final class Calls {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Calls() {}

    public static RemoteMethod method(String name) {
        for (var method : Reports.class.getMethods()) {
            if (method.getName().equals(name)) {
                return RemoteMethod.of(Reports.class, method);
            }
        }
        throw new AssertionError(name);
    }

    public static RemoteCall call(String name, @Nullable Object... arguments) {
        return RemoteCall.of("s-" + NUMBER.incrementAndGet(), method(name), Arrays.asList(arguments))
                .task("page", name);
    }

    public static Told run(EnvironmentExecutor executor, String name, @Nullable Object... arguments) {
        var told = new Told();
        start(executor, call(name, arguments), told);
        return told;
    }

    public static RemoteRun start(EnvironmentExecutor executor, RemoteCall call, Told told) {
        return executor.run(call, told);
    }
}
