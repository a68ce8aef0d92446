package dev.wove.remote;

import dev.wove.Weave;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.EnvironmentSource;
import dev.wove.remote.internal.local.LocalExecutor;
import dev.wove.remote.internal.worker.HandlerTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * No other process: calls implementations right here, with the values and exceptions themselves and no codec between, for tests
 * that are not about what leaves the process, and where there is no worker.
 *
 * <pre>{@code
 * configuration.environment("reports", local(Reports.class, new FakeReports()))
 * }</pre>
 *
 * <p>Safe to use from any thread.
 */
public final class LocalEnvironment implements EnvironmentSource {
    private final List<Consumer<HandlerTable>> served = new ArrayList<>();

    private LocalEnvironment() {}

    /** One that serves all methods of an interface. */
    public static <T> LocalEnvironment local(Class<T> contract, T implementation) {
        return new LocalEnvironment().serve(contract, implementation);
    }

    /** Calls the methods of another {@code contract} on that object, in this process. */
    public synchronized <T> LocalEnvironment serve(Class<T> contract, T implementation) {
        served.add(table -> table.serve(contract, implementation));
        return this;
    }

    /** Runs tasks of a weave class on objects of their own, in this process. */
    public synchronized <W extends Weave<?>> LocalEnvironment weave(Class<W> type, Supplier<? extends W> instances) {
        served.add(table -> table.weave(type, instances));
        return this;
    }

    @Override
    public synchronized EnvironmentExecutor open() {
        var table = new HandlerTable(null);
        served.forEach(each -> each.accept(table));
        return new LocalExecutor(table);
    }

    @Override
    public String toString() {
        return "local";
    }
}
