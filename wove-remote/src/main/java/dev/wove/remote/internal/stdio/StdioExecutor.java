package dev.wove.remote.internal.stdio;

import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.EnvironmentContext;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteRun;
import dev.wove.environment.WorkerInfo;
import dev.wove.remote.internal.client.MethodPayloads;
import dev.wove.remote.internal.client.OpenRun;
import dev.wove.remote.internal.client.OpenRuns;
import dev.wove.remote.internal.frame.DeliveryFields;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.payload.SharedCodecs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Keeps child processes, and gives each run to the one that has the fewest. */
public final class StdioExecutor implements EnvironmentExecutor {
    private final StdioOptions options;
    private final MethodPayloads payloads = new MethodPayloads(SharedCodecs.get());
    private final List<ChildPlace> places = new ArrayList<>();
    private volatile @Nullable OpenRuns runs;
    private volatile String environment = "";

    public StdioExecutor(StdioOptions options) {
        this.options = options;
    }

    @Override
    public WorkerInfo start(EnvironmentContext context) throws Exception {
        environment = context.environment();
        var table = new OpenRuns(payloads, context.connection());
        var first = new ChildPlace(options, context, table);
        try {
            var info = first.start().get(options.startLimit().toNanos(), TimeUnit.NANOSECONDS);
            synchronized (places) {
                places.add(first);
                for (int i = 1; i < options.processes(); i++) {
                    var place = new ChildPlace(options, context, table);
                    places.add(place);
                    place.start();
                }
            }
            runs = table;
            int atOnce = info.maxInFlight().orElse(1) * options.processes();
            return info.maxInFlight(atOnce);
        } catch (IOException e) {
            throw failed("its command cannot be started: " + e.getMessage(), e);
        } catch (ExecutionException e) {
            first.close(Duration.ZERO);
            throw failed("its worker did not start: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            first.close(Duration.ZERO);
            throw failed(
                    "its worker was not ready within " + options.startLimit().toMillis() + " ms", e);
        }
    }

    private EnvironmentException failed(String why, Throwable cause) {
        if (cause instanceof EnvironmentException told) {
            return told;
        }
        return new EnvironmentException(
                "Environment '" + environment + "' cannot be used: " + why + ".\n  The command is: "
                        + options.command().get(0) + ", with "
                        + (options.command().size() - 1) + " arguments.",
                cause);
    }

    @Override
    public RemoteRun run(RemoteCall call, RemoteEvents events) {
        var table = runs;
        if (table == null) {
            throw new IllegalStateException("The environment has not been started, or is closed.");
        }
        var child = freest();
        if (child == null) {
            events.lost(
                    new IOException("environment '" + environment + "' has no worker now; they are being started"),
                    Certainty.NOT_DELIVERED);
            return mode -> {};
        }
        var frame = MethodPayloads.bytes(payloads.frame(call), child.maxFrameBytes());
        var run = table.open(call.runId(), call.method(), events, child.name());
        child.send(run, frame);
        return new SentRun(run, call, child);
    }

    private @Nullable Child freest() {
        Child freest = null;
        synchronized (places) {
            for (var place : places) {
                var child = place.child();
                if (child != null && child.isReady() && (freest == null || child.inFlight() < freest.inFlight())) {
                    freest = child;
                }
            }
        }
        return freest;
    }

    @Override
    public void close(Duration grace) {
        List<ChildPlace> all;
        synchronized (places) {
            all = List.copyOf(places);
            places.clear();
        }
        runs = null;
        all.forEach(place -> place.close(grace));
        for (var place : all) {
            place.awaitEnd(grace.plusSeconds(1));
        }
    }

    private record SentRun(OpenRun run, RemoteCall call, Child child) implements RemoteRun {
        @Override
        public void abandon() {
            child.abandon(run);
        }

        @Override
        public void cancel(CancelMode mode) {
            if (!run.hasEnded()) {
                child.send(new Frame.CancelTask(
                        call.runId(),
                        call.task(),
                        DeliveryFields.name(mode),
                        DeliveryFields.name(call.delivery().orphans())));
            }
        }
    }
}
