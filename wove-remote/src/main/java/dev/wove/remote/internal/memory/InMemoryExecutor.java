package dev.wove.remote.internal.memory;

import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.ConnectionEvents;
import dev.wove.environment.EnvironmentContext;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteMethod;
import dev.wove.environment.RemoteRun;
import dev.wove.environment.WorkerInfo;
import dev.wove.internal.clock.ClockOfEnvironments;
import dev.wove.remote.internal.client.MethodPayloads;
import dev.wove.remote.internal.client.OpenRun;
import dev.wove.remote.internal.client.OpenRuns;
import dev.wove.remote.internal.frame.DeliveryFields;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.payload.SharedCodecs;
import dev.wove.remote.internal.worker.HandlerTable;
import dev.wove.remote.internal.worker.WorkerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends runs to a worker in this process. */
public final class InMemoryExecutor implements EnvironmentExecutor {
    private final Supplier<HandlerTable> handlers;
    private final Network network;
    private final int concurrency;
    private final MethodPayloads payloads = new MethodPayloads(SharedCodecs.get());

    // Guarded by this.
    private @Nullable OpenRuns runs;
    private @Nullable InMemoryWorker worker;
    private @Nullable ConnectionEvents connection;
    private ClockOfEnvironments clock = ClockOfEnvironments.REAL;
    private int started;

    public InMemoryExecutor(Supplier<HandlerTable> handlers, Network network, int concurrency) {
        this.handlers = handlers;
        this.network = network;
        this.concurrency = concurrency;
    }

    @Override
    public synchronized WorkerInfo start(EnvironmentContext context) {
        clock = context.clock() instanceof ClockOfEnvironments known ? known : ClockOfEnvironments.REAL;
        connection = context.connection();
        runs = new OpenRuns(payloads, context.connection());
        return startWorker().info();
    }

    private InMemoryWorker startWorker() {
        var options =
                WorkerOptions.of("memory-" + ++started).concurrency(concurrency).clock(clock);
        var next = new InMemoryWorker(handlers.get(), options, network, runs);
        worker = next;
        connection.connected(next.info());
        return next;
    }

    private synchronized InMemoryWorker worker() {
        if (worker == null) {
            throw new IllegalStateException("The environment has not been started, or is closed.");
        }
        return worker;
    }

    private synchronized OpenRuns runs() {
        return runs;
    }

    @Override
    public RemoteRun run(RemoteCall call, RemoteEvents events) {
        var at = worker();
        var frame = payloads.frame(call);
        long size = MethodPayloads.bytes(frame, at.info().maxFrameBytes().orElseThrow()).length;
        var run = runs().open(call.runId(), call.method(), events, at.info().worker());
        var sent = new Sent(run, frame, call, at, runs());
        run.sent(size);
        at.accept(frame);
        return sent;
    }

    @Override
    public RemoteRun attach(String runId, RemoteMethod method, RemoteEvents events) {
        var at = worker();
        runs().resume(runId, method, events, at.info().worker());
        at.accept(new Frame.Hello(List.of(Frame.PROTOCOL), "wove-jvm", -1, runId, List.of(runId)));
        return mode -> at.accept(new Frame.CancelTask(runId, method.handler(), DeliveryFields.name(mode), null));
    }

    public int running() {
        InMemoryWorker at;
        synchronized (this) {
            at = worker;
        }
        return at == null ? 0 : at.running();
    }

    /** Ends the worker in the middle of whatever it does. */
    public void kill() {
        InMemoryWorker old;
        ConnectionEvents told;
        synchronized (this) {
            old = worker();
            told = connection;
            startWorker();
        }
        var why = new IOException("worker '" + old.info().worker() + "' was killed");
        old.kill();
        told.disconnected(old.info().worker(), why);
        loseAll(old.info().worker(), why);
    }

    private void loseAll(String name, IOException why) {
        for (var run : runs().all()) {
            if (run.worker().equals(name)) {
                runs().close(run);
                run.lose(why, Certainty.UNKNOWN);
            }
        }
    }

    @Override
    public void close(Duration grace) {
        InMemoryWorker old;
        synchronized (this) {
            old = worker;
            worker = null;
        }
        if (old != null) {
            old.close();
            loseAll(old.info().worker(), new IOException("the environment was closed"));
        }
    }

    private record Sent(OpenRun run, Frame.RunTask frame, RemoteCall call, InMemoryWorker worker, OpenRuns runs)
            implements RemoteRun {
        @Override
        public void abandon() {
            runs.abandon(run);
        }

        @Override
        public void cancel(CancelMode mode) {
            if (!run.hasEnded()) {
                worker.accept(new Frame.CancelTask(
                        call.runId(),
                        call.task(),
                        DeliveryFields.name(mode),
                        DeliveryFields.name(call.delivery().orphans())));
            }
        }

        @Override
        public void acknowledge() {
            worker.accept(new Frame.Ack(call.runId()));
        }

        @Override
        public void resend() {
            if (!run.hasEnded()) {
                worker.accept(frame);
            }
        }
    }
}
