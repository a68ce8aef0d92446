package dev.wove.remote.internal.worker;

import dev.wove.remote.WorkerDoor;
import dev.wove.remote.WorkerEndpoint;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker with its doors, until it ends. */
public final class RunningWorker implements WorkerEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.remote");

    /** How long bodies that were stopped may take to notice. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final WorkerCore core;
    private final List<WorkerDoor> doors;
    private final Duration grace;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::close, "wove-worker-shutdown");

    private RunningWorker(HandlerTable handlers, WorkerOptions options, List<WorkerDoor> doors, Duration grace) {
        this.core = new WorkerCore(handlers, options);
        this.doors = List.copyOf(doors);
        this.grace = grace;
    }

    public static RunningWorker start(
            HandlerTable handlers, WorkerOptions options, List<WorkerDoor> doors, Duration grace, boolean endsWithJvm) {
        if (doors.isEmpty()) {
            throw new IllegalStateException("A worker needs a way in.\n  Add a door, as .door(stdio()).");
        }
        var worker = new RunningWorker(handlers, options, doors, grace);
        for (var door : worker.doors) {
            try {
                door.open(worker);
            } catch (Exception e) {
                worker.doors.forEach(WorkerDoor::close);
                throw new IllegalStateException("The worker cannot open " + door + ": " + e.getMessage(), e);
            }
        }
        if (endsWithJvm) {
            Runtime.getRuntime().addShutdownHook(worker.hook);
        }
        return worker;
    }

    /** A name that no other worker has, which tells the process. */
    public static String newName() {
        return ProcessHandle.current().pid() + "-" + String.format("%08x", new SecureRandom().nextInt());
    }

    @Override
    public String worker() {
        return core.options().worker();
    }

    @Override
    public long maxFrameBytes() {
        return core.options().maxFrameBytes();
    }

    @Override
    public boolean isDraining() {
        return core.isDraining();
    }

    public int inFlight() {
        return core.inFlight();
    }

    public void awaitShutdown() throws InterruptedException {
        ended.await();
    }

    /** Not on the thread that asks: it may be one that what is under way needs. */
    @Override
    public void shutdown() {
        var thread = new Thread(this::close, "wove-worker-end");
        thread.start();
    }

    /** A second call waits for the first. */
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitEnd();
            return;
        }
        try {
            doors.forEach(WorkerDoor::drain);
            if (!core.shutdown(grace, PATIENCE)) {
                LOG.warn("The worker ends though {} bodies still run.", core.inFlight());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            doors.forEach(WorkerDoor::close);
            removeHook();
            ended.countDown();
        }
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends.
        }
    }

    @Override
    public Connection connect(Receiver receiver) {
        return new SinkConnection(receiver);
    }

    private final class SinkConnection implements Connection, EventSink {
        private final Receiver receiver;

        /** Guarded by itself, with the telling. */
        private final Set<String> open = new HashSet<>();

        SinkConnection(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void send(Frame frame) {
            receiver.event(FrameWriter.bytes(frame));
            if (frame instanceof Frame.Terminal end) {
                left(end.runId());
            }
        }

        @Override
        public void opened(String runId) {
            synchronized (open) {
                if (open.add(runId) && open.size() == 1) {
                    receiver.busy();
                }
            }
        }

        @Override
        public void left(String runId) {
            synchronized (open) {
                if (open.remove(runId) && open.isEmpty()) {
                    receiver.idle();
                }
            }
        }

        @Override
        public @Nullable Duration signsOfLife() {
            return receiver.signsOfLife();
        }

        @Override
        public void execute(Runnable body) {
            if (receiver instanceof BodyThread own) {
                own.execute(body);
            } else {
                EventSink.super.execute(body);
            }
        }

        @Override
        public void frame(byte[] json) {
            core.accept(json, this);
        }

        @Override
        public void lost() {
            core.lost(this);
        }

        @Override
        public void ended() {
            core.ended(this);
        }
    }
}
