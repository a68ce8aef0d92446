package dev.wove.remote;

import dev.wove.Weave;
import dev.wove.codec.Codecs;
import dev.wove.internal.CheckReturnValue;
import dev.wove.remote.internal.payload.SharedCodecs;
import dev.wove.remote.internal.worker.HandlerTable;
import dev.wove.remote.internal.worker.RunningWorker;
import dev.wove.remote.internal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A process, or a part of one, that runs tasks for weaves elsewhere.
 *
 * <pre>{@code
 * WoveWorker.create()
 *         .serve(Reports.class, new PdfReports(dataSource))      // all methods of the interface, nothing else of the object
 *         .concurrency(64)
 *         .door(http(8080).secret(env("REPORTS_KEY")))
 *         .start().awaitShutdown();
 * }</pre>
 *
 * <h2>Threads</h2>
 * Methods that block run on threads of their own, or virtual ones where {@code synchronized} does not pin those, and are
 * interrupted when they are to stop. Suspending functions of Kotlin run on {@code Dispatchers.Default} and are cancelled.
 *
 * <h2>Lifecycle</h2>
 * When the JVM is told to end, the worker takes no new runs, lets those that run end within {@linkplain Builder#grace some time},
 * and then stops them.
 */
public final class WoveWorker implements AutoCloseable {
    private final RunningWorker running;

    private WoveWorker(RunningWorker running) {
        this.running = running;
    }

    /** A worker that serves nothing yet. */
    public static Builder create() {
        return new Builder();
    }

    /** A worker on standard input and output, as a child process is one; {@code System.out} is standard error from now on. */
    public static Builder stdio() {
        return create().door(StdioDoor.stdio());
    }

    /** Another one each time that it is started. */
    public String worker() {
        return running.worker();
    }

    /** How many bodies run now. */
    public int inFlight() {
        return running.inFlight();
    }

    /** Waits until the worker has ended, because it was closed, or its coordinator or the JVM ended it. */
    public void awaitShutdown() throws InterruptedException {
        running.awaitShutdown();
    }

    /** Takes no new runs, waits for those that run, at most for the grace time, and stops them. */
    @Override
    public void close() {
        running.close();
    }

    /** What a worker is to be. Not thread-safe. */
    public static final class Builder {
        private final List<Consumer<HandlerTable>> served = new ArrayList<>();
        private final List<WorkerDoor> doors = new ArrayList<>();
        private WorkerOptions options = WorkerOptions.of(RunningWorker.newName());
        private Codecs codecs = SharedCodecs.get();
        private Duration grace = Duration.ofSeconds(20);
        private boolean endsWithJvm = true;

        private Builder() {}

        /** Serves all methods of an interface, under the names that {@link dev.wove.environment.Remote} says. */
        public <T> Builder serve(Class<T> contract, T implementation) {
            served.add(table -> table.serve(contract, implementation));
            return this;
        }

        /** Serves the tasks of a weave class, each call on an object of its own. */
        public <W extends Weave<?>> Builder weave(Class<W> type, Supplier<? extends W> instances) {
            served.add(table -> table.weave(type, instances));
            return this;
        }

        /** How values become JSON; those of the {@link dev.wove.codec.CodecSource} that is registered as a service if not given. */
        public Builder codecs(Codecs types) {
            codecs = types;
            return this;
        }

        /** How many bodies run at once, 64 if not given. Coordinators wait and ask again where there are more. */
        public Builder concurrency(int bodies) {
            if (bodies < 1) {
                throw new IllegalArgumentException(
                        "The concurrency of a worker must be at least 1, but is " + bodies + ".");
            }
            options = options.concurrency(bodies);
            return this;
        }

        /** The size of the largest frame that is read and written, 8 MiB if not given. */
        public Builder maxFrameBytes(long bytes) {
            options = options.maxFrameBytes(bytes);
            return this;
        }

        /** How long a run goes on whose coordinator cannot be reached, 10 seconds if not given. */
        public Builder lease(Duration time) {
            options = options.lease(time);
            return this;
        }

        /** How long runs may go on when the worker ends, 20 seconds if not given. */
        public Builder grace(Duration time) {
            grace = time;
            return this;
        }

        /**
         * Leaves it to the application to close the worker, also when the JVM is told to end: for containers that close what they
         * hold in an order of their own.
         */
        public Builder closedByApplication() {
            endsWithJvm = false;
            return this;
        }

        /** A way in. */
        public Builder door(WorkerDoor door) {
            doors.add(door);
            return this;
        }

        /**
         * @throws IllegalArgumentException if something cannot be served
         * @throws IllegalStateException if a door cannot be opened, or there is none
         */
        @CheckReturnValue
        public WoveWorker start() {
            var table = new HandlerTable(codecs);
            served.forEach(each -> each.accept(table));
            return new WoveWorker(RunningWorker.start(table, options, doors, grace, endsWithJvm));
        }
    }
}
