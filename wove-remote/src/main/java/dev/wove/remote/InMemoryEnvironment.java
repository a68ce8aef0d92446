package dev.wove.remote;

import dev.wove.Weave;
import dev.wove.codec.Codecs;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.EnvironmentSource;
import dev.wove.remote.internal.memory.InMemoryExecutor;
import dev.wove.remote.internal.memory.Network;
import dev.wove.remote.internal.payload.SharedCodecs;
import dev.wove.remote.internal.worker.HandlerTable;
import dev.wove.remote.internal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A worker in this process, for tests: values go there and back through real codecs and frames, in the time of the test, over a
 * network that can be told to fail.
 *
 * <pre>{@code
 * var reports = inMemory().serve(Reports.class, new FakeReports()).delay(ofMillis(20));
 * reports.drop(RESULT, 1);         // the next end of a run is lost on its way
 * }</pre>
 *
 * <p>In virtual time it stands still while a body runs, as it does for blocking bodies of a weave. Safe to use from any thread.
 */
public final class InMemoryEnvironment implements EnvironmentSource {
    private final List<Consumer<HandlerTable>> served = new ArrayList<>();
    private final Network network = new Network();
    private Codecs codecs = SharedCodecs.get();
    private int concurrency = WorkerOptions.CONCURRENCY;
    private volatile InMemoryExecutor opened = new InMemoryExecutor(this::table, network, concurrency);

    private InMemoryEnvironment() {}

    public static InMemoryEnvironment inMemory() {
        return new InMemoryEnvironment();
    }

    /** Has the worker in memory call the methods of {@code contract} on that object; {@link WoveWorker.Builder#serve(Class, Object)}. */
    public synchronized <T> InMemoryEnvironment serve(Class<T> contract, T implementation) {
        served.add(table -> table.serve(contract, implementation));
        return this;
    }

    /** Has the worker in memory run tasks of a weave class; {@link WoveWorker.Builder#weave(Class, Supplier)}. */
    public synchronized <W extends Weave<?>> InMemoryEnvironment weave(Class<W> type, Supplier<? extends W> instances) {
        served.add(table -> table.weave(type, instances));
        return this;
    }

    /** Has values pass through {@code codecs}, on both sides; {@link WoveWorker.Builder#codecs(Codecs)}. */
    public synchronized InMemoryEnvironment codecs(Codecs types) {
        codecs = types;
        return this;
    }

    /** Caps the bodies that the worker in memory runs at once; {@link WoveWorker.Builder#concurrency(int)}. */
    public synchronized InMemoryEnvironment concurrency(int bodies) {
        concurrency = bodies;
        return this;
    }

    private synchronized HandlerTable table() {
        var table = new HandlerTable(codecs);
        served.forEach(each -> each.accept(table));
        return table;
    }

    /** How long everything is on its way, in each direction; no time if not given. */
    public InMemoryEnvironment delay(Duration time) {
        network.delay(time);
        return this;
    }

    /** Loses the next {@code n} of that kind. */
    public InMemoryEnvironment drop(FrameKind kind, int n) {
        network.drop(kind, n);
        return this;
    }

    /** Lets the next {@code n} of that kind arrive twice. */
    public InMemoryEnvironment duplicate(FrameKind kind, int n) {
        network.duplicate(kind, n);
        return this;
    }

    /** Lets what comes next arrive after what follows it, {@code n} times. */
    public InMemoryEnvironment reorder(int n) {
        network.reorder(n);
        return this;
    }

    /** Nothing arrives any more, in either direction, until {@link #thaw}. */
    public InMemoryEnvironment freeze() {
        network.freeze();
        return this;
    }

    /** What was on its way arrives. */
    public InMemoryEnvironment thaw() {
        network.thaw();
        return this;
    }

    /** Ends the worker as {@code kill -9} ends a process; another one is there at once. */
    public InMemoryEnvironment kill() {
        opened.kill();
        return this;
    }

    /** How many bodies run on the worker now. */
    public int running() {
        return opened.running();
    }

    @Override
    public synchronized EnvironmentExecutor open() {
        opened = new InMemoryExecutor(this::table, network, concurrency);
        return opened;
    }

    @Override
    public String toString() {
        return "inMemory";
    }
}
