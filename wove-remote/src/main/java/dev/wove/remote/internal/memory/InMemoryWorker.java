package dev.wove.remote.internal.memory;

import dev.wove.environment.Certainty;
import dev.wove.environment.WorkerInfo;
import dev.wove.remote.internal.client.OpenRuns;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameReader;
import dev.wove.remote.internal.worker.EventSink;
import dev.wove.remote.internal.worker.HandlerTable;
import dev.wove.remote.internal.worker.WorkerCore;
import dev.wove.remote.internal.worker.WorkerOptions;
import java.io.IOException;

/** A worker and the two ways between it and its coordinator. */
final class InMemoryWorker implements EventSink {
    private final WorkerCore core;
    private final WorkerInfo info;
    private final Network network;
    private final OpenRuns runs;
    private final Pipe there;
    private final Pipe back;

    InMemoryWorker(HandlerTable handlers, WorkerOptions options, Network network, OpenRuns runs) {
        this.core = new WorkerCore(handlers, options);
        this.network = network;
        this.runs = runs;
        this.there = new Pipe(network, options.clock(), bytes -> core.accept(bytes, this));
        this.back = new Pipe(network, options.clock(), this::arrived);
        this.info = WorkerInfo.of(options.worker())
                .handlers(handlers.names())
                .maxInFlight(options.concurrency())
                .maxFrameBytes(options.maxFrameBytes());
    }

    WorkerInfo info() {
        return info;
    }

    int running() {
        return core.inFlight();
    }

    /** From the coordinator. */
    void accept(Frame frame) {
        network.send(frame, there);
    }

    /** To the coordinator. */
    @Override
    public void send(Frame frame) {
        network.send(frame, back);
    }

    private void arrived(byte[] bytes) {
        var frame = FrameReader.read(bytes);
        if (frame instanceof Frame.Welcome welcome) {
            resumed(welcome);
        } else {
            runs.event(frame, info.worker(), bytes.length);
        }
    }

    /** Of one that was asked for and is in neither list nobody knows anything. */
    private void resumed(Frame.Welcome welcome) {
        for (var run : runs.all()) {
            if (run.isResumed()
                    && !welcome.running().contains(run.runId())
                    && !welcome.ended().contains(run.runId())) {
                runs.close(run);
                run.lose(
                        new IOException("worker '" + info.worker() + "' does not know run " + run.runId()),
                        Certainty.UNKNOWN);
            }
        }
    }

    /** Nothing that it does is heard of any more. */
    void kill() {
        there.close();
        back.close();
        core.drain();
        core.cancelAll(Frame.TaskCancelled.SHUTDOWN);
    }

    void close() {
        core.drain();
        core.cancelAll(Frame.TaskCancelled.SHUTDOWN);
    }
}
