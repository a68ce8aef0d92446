package dev.wove.remote.internal.worker;

import dev.wove.environment.ErrorSource;
import dev.wove.remote.internal.frame.ErrorInfo;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameException;
import dev.wove.remote.internal.frame.FrameReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The worker behind its doors: takes frames, runs handlers, tells what becomes of them. A frame that comes twice changes nothing,
 * and whoever brings it never waits for a body. Thread-safe.
 */
public final class WorkerCore {
    private static final long BUSY_RETRY_MILLIS = 100;

    private final HandlerTable handlers;
    private final WorkerOptions options;

    /** Guarded by itself. */
    private final RunMemory memory;

    // Guarded by memory.
    private boolean draining;
    private int unsent;

    public WorkerCore(HandlerTable handlers, WorkerOptions options) {
        this.handlers = handlers;
        this.options = options;
        this.memory = new RunMemory(options.clock());
    }

    public WorkerOptions options() {
        return options;
    }

    /** What is no frame is answered with a log. */
    public void accept(byte[] bytes, EventSink sink) {
        if (bytes.length > options.maxFrameBytes()) {
            sink.send(refused(
                    "A frame of " + bytes.length + " bytes was dropped: at most " + options.maxFrameBytes()
                            + " are read.",
                    null));
            return;
        }
        Frame frame;
        try {
            frame = FrameReader.read(bytes);
        } catch (FrameException e) {
            sink.send(refused("Something that is no frame was dropped. " + e.getMessage(), null));
            return;
        }
        accept(frame, sink);
    }

    public void accept(Frame frame, EventSink sink) {
        if (frame instanceof Frame.RunTask run) {
            run(run, sink);
        } else if (frame instanceof Frame.CancelTask cancel) {
            cancel(cancel, sink);
        } else if (frame instanceof Frame.Ack ack) {
            synchronized (memory) {
                memory.forget(ack.runId());
            }
        } else if (frame instanceof Frame.Ping ping) {
            sink.send(new Frame.Pong(ping.number()));
        } else if (frame instanceof Frame.Hello hello) {
            welcome(hello, sink);
        } else if (frame instanceof Frame.Unknown unknown) {
            sink.send(refused(
                    "A frame of type '" + unknown.type() + "' was dropped: it is not known here.", unknown.runId()));
        } else {
            sink.send(refused("A frame was dropped: it is not for workers.", null));
        }
    }

    private static Frame.Log refused(String message, @Nullable String runId) {
        return new Frame.Log(message, "warning", runId);
    }

    /** Runs that are known and asked for are told to whoever asks from now on. */
    private void welcome(Frame.Hello hello, EventSink sink) {
        var known = new ArrayList<ServedRun>();
        synchronized (memory) {
            for (var id : hello.resume()) {
                var run = memory.get(id);
                if (run != null) {
                    known.add(run);
                }
            }
        }
        sink.send(new Frame.Welcome(
                Frame.PROTOCOL,
                options.worker(),
                handlers.names(),
                options.maxFrameBytes(),
                options.concurrency(),
                known.stream()
                        .filter(run -> !run.hasEnded())
                        .map(ServedRun::runId)
                        .toList(),
                known.stream().filter(ServedRun::hasEnded).map(ServedRun::runId).toList(),
                options.lease().toMillis()));
        known.forEach(run -> run.attach(sink));
    }

    private void run(Frame.RunTask frame, EventSink sink) {
        sink.opened(frame.runId());
        ServedRun run = null;
        ServedRun known;
        Frame answer = null;
        synchronized (memory) {
            known = memory.get(frame.runId());
            if (known == null) {
                answer = refusal(frame);
                if (answer == null) {
                    run = new ServedRun(this, frame, handlers.get(frame.handler()), sink);
                    memory.started(run);
                }
            }
        }
        if (known != null) {
            known.attach(sink);
        } else if (answer != null) {
            sink.send(answer);
        } else {
            run.start();
        }
    }

    /** Why the run cannot be started; null if it can. */
    private @Nullable Frame refusal(Frame.RunTask frame) {
        if (memory.wasCancelledBefore(frame.runId())) {
            return new Frame.TaskCancelled(frame.runId(), frame.taskId(), Frame.TaskCancelled.NEVER_STARTED);
        }
        if (frame.worker() != null && !frame.worker().equals(options.worker())) {
            return error(frame, wrongWorker(frame.worker()));
        }
        if (draining) {
            return error(frame, ErrorInfo.busy("The worker takes no new runs, because it ends.", -1));
        }
        if (handlers.get(frame.handler()) == null) {
            return error(frame, unknownHandler(frame.handler()));
        }
        if (memory.running() >= options.concurrency()) {
            var text = "The worker runs " + memory.running() + " bodies, and no more at once.";
            return error(frame, ErrorInfo.busy(text, BUSY_RETRY_MILLIS));
        }
        if (memory.isFull()) {
            var text = "The worker keeps the ends of too many runs that nobody has acknowledged.";
            return error(frame, ErrorInfo.busy(text, BUSY_RETRY_MILLIS));
        }
        return null;
    }

    private ErrorInfo wrongWorker(String asked) {
        return ErrorInfo.of(
                ErrorInfo.WRONG_WORKER,
                "The run was begun on worker '" + asked + "', of which worker '" + options.worker()
                        + "' knows nothing.",
                true,
                ErrorSource.TRANSPORT);
    }

    private ErrorInfo unknownHandler(String name) {
        var known =
                handlers.isEmpty() ? "none" : String.join(", ", handlers.names().keySet());
        return ErrorInfo.of(
                ErrorInfo.UNKNOWN_HANDLER,
                "The worker serves no '" + name + "', but: " + known + ".",
                false,
                ErrorSource.CONFIG);
    }

    private static Frame error(Frame.RunTask run, ErrorInfo error) {
        return new Frame.TaskError(run.runId(), run.taskId(), error, -1);
    }

    private void cancel(Frame.CancelTask frame, EventSink sink) {
        boolean isOfAnother = frame.worker() != null && !frame.worker().equals(options.worker());
        ServedRun known;
        synchronized (memory) {
            known = memory.get(frame.runId());
            if (known == null && !isOfAnother) {
                memory.cancelledBefore(frame.runId());
            }
        }
        if (known == null && isOfAnother) {
            sink.send(new Frame.TaskError(frame.runId(), frame.taskId(), wrongWorker(frame.worker()), -1));
        } else if (known == null) {
            sink.send(new Frame.TaskCancelled(frame.runId(), frame.taskId(), Frame.TaskCancelled.NEVER_STARTED));
        } else {
            known.cancel(Frame.TaskCancelled.REQUESTED, sink);
        }
    }

    /** The coordinator behind {@code sink} cannot be reached; its runs stop unless it comes back in time. */
    public void lost(EventSink sink) {
        for (var run : running()) {
            run.lost(sink, options.lease());
        }
    }

    /** The coordinator behind {@code sink} is gone for good, and its runs with it. */
    public void ended(EventSink sink) {
        for (var run : running()) {
            run.lost(sink, Duration.ZERO);
        }
    }

    void ended(ServedRun run, long bytes) {
        synchronized (memory) {
            memory.ended(run, bytes, run.keep());
            unsent++;
        }
    }

    /** The end of a run has been sent, which the worker waits for when it ends. */
    void told() {
        synchronized (memory) {
            unsent--;
            memory.notifyAll();
        }
    }

    private List<ServedRun> running() {
        synchronized (memory) {
            return List.copyOf(memory.allRunning());
        }
    }

    /** How many bodies run now. */
    public int inFlight() {
        synchronized (memory) {
            return memory.running();
        }
    }

    /** Takes no new runs from now on. */
    public void drain() {
        synchronized (memory) {
            draining = true;
        }
    }

    public boolean isDraining() {
        synchronized (memory) {
            return draining;
        }
    }

    /** Stops all bodies, but does not wait for them. */
    public void cancelAll(String reason) {
        for (var run : running()) {
            run.stop(reason);
        }
    }

    /** Waits until no body runs; whether that was so in time. */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        synchronized (memory) {
            while (memory.running() + unsent > 0) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                memory.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            return true;
        }
    }

    /** Takes no new runs, lets those that run end within {@code grace}, then stops them. Whether all have ended. */
    public boolean shutdown(Duration grace, Duration patience) throws InterruptedException {
        drain();
        if (awaitIdle(grace)) {
            return true;
        }
        cancelAll(Frame.TaskCancelled.SHUTDOWN);
        return awaitIdle(patience);
    }

    static Duration millis(long millis) {
        return Duration.ofNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
