package dev.wove.remote.internal.http;

import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.ErrorSource;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteRun;
import dev.wove.environment.RemoteTaskException;
import dev.wove.remote.internal.client.OpenRun;
import dev.wove.remote.internal.frame.DeliveryFields;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One run as a request. Is its answer cut off, then the same run is sent again to the same worker, which goes on with it or
 * answers from memory, until that has not worked for too long.
 */
final class HttpRun implements RemoteRun {
    private static final long BUSY_MILLIS = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Iterator<HttpWorker> others;
    private final OpenRun run;
    private final RemoteCall call;
    private final Frame.@Nullable RunTask frame;
    private volatile HttpWorker to;

    // Guarded by this.
    private Duration pause = FIRST_PAUSE;
    private long troubledSince;
    private int refusals;
    private @Nullable Future<?> request;

    /**
     * @param others who else may know it
     * @param frame null if it was sent before
     */
    HttpRun(HttpWorker to, List<HttpWorker> others, OpenRun run, RemoteCall call, Frame.@Nullable RunTask frame) {
        this.to = to;
        this.others = others.iterator();
        this.run = run;
        this.call = call;
        this.frame = frame;
    }

    void send(byte[] body) {
        run.sent(body.length);
        requested(body).whenComplete((answer, thrown) -> {
            var problem = thrown == null ? null : Problems.of(thrown);
            if (run.hasEnded()) {
                return;
            }
            if (problem != null && Problems.neverSent(problem)) {
                HttpWorkers.unreachable(to);
                lose(trouble("cannot be reached: " + Problems.text(problem), problem), Certainty.NOT_DELIVERED);
            } else {
                unanswered(answer, problem);
            }
        });
    }

    private CompletableFuture<Requests.Answer> requested(byte[] body) {
        var sent = to.requests().post(body, this::event);
        synchronized (this) {
            request = sent;
        }
        return sent;
    }

    /** Its request ends as well, which tells the worker. */
    @Override
    public void abandon() {
        to.runs().abandon(run);
        Future<?> open;
        synchronized (this) {
            open = request;
        }
        if (open != null) {
            open.cancel(true);
        }
    }

    private void event(Frame frame, int bytes) {
        synchronized (this) {
            troubledSince = 0;
            pause = FIRST_PAUSE;
        }
        if (frame instanceof Frame.Welcome welcome) {
            if (run.isResumed()
                    && !welcome.running().contains(run.runId())
                    && !welcome.ended().contains(run.runId())) {
                askOthers(trouble("does not know run " + run.runId(), null));
            }
            return;
        }
        if (frame instanceof Frame.TaskStarted started && !started.worker().isEmpty()) {
            // It may have been started again, and then has another name.
            to.hasName(started.worker());
        }
        if (frame instanceof Frame.TaskError failed && failed.error().isBusy()) {
            to.rest(Math.max(BUSY_MILLIS, Math.min(failed.error().retryAfterMillis(), 1_000)));
        }
        to.runs().event(frame, run.worker(), bytes);
    }

    private void askOthers(IOException why) {
        HttpWorker next;
        synchronized (this) {
            next = others.hasNext() ? others.next() : null;
            troubledSince = 0;
        }
        if (next == null) {
            lose(why, Certainty.UNKNOWN);
        } else {
            to = next;
            resume();
        }
    }

    /** The answer has ended, but not the run. */
    private void unanswered(Requests.@Nullable Answer answer, @Nullable Throwable problem) {
        if (answer != null && answer.status() / 100 == 4 && isRefusedAgain()) {
            fail(answer);
            return;
        }
        var why = problem != null
                ? trouble("did not answer: " + Problems.text(problem), problem)
                : answer.isGood()
                        ? trouble("has ended its answer without an end of the run", null)
                        : trouble("answered with " + answer.status() + " " + answer.text(), null);
        if (frame == null && others.hasNext()) {
            askOthers(why);
            return;
        }
        long now = to.clock().nanoTime();
        Duration wait;
        synchronized (this) {
            if (troubledSince == 0) {
                troubledSince = now;
            }
            boolean tooLong =
                    now - troubledSince > to.options().reconnectLimit().toNanos();
            wait = tooLong ? null : pause;
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        if (wait == null) {
            lose(why, Certainty.UNKNOWN);
        } else {
            to.clock().schedule(wait, this::resend);
        }
    }

    /** Once may be for what became of the request on its way. */
    private synchronized boolean isRefusedAgain() {
        return ++refusals > 1;
    }

    private IOException trouble(String what, @Nullable Throwable cause) {
        return new IOException("the worker at " + to.options().where() + " " + what, cause);
    }

    /** The worker, or somebody before it, has not let it in. */
    private void fail(Requests.Answer answer) {
        to.runs().close(run);
        run.fail(new RemoteTaskException(
                "Http" + answer.status(),
                "The worker at " + to.options().where() + " refused a run with " + answer.status() + ": "
                        + answer.text(),
                false,
                ErrorSource.TRANSPORT,
                null));
    }

    private void lose(IOException why, Certainty whether) {
        to.runs().close(run);
        run.lose(why, whether);
    }

    @Override
    public void resend() {
        if (run.hasEnded()) {
            return;
        }
        if (frame == null) {
            resume();
            return;
        }
        var again = FrameWriter.bytes(frame.again(run.worker().isEmpty() ? null : run.worker()));
        run.sent(again.length);
        sendAgain(again);
    }

    /** Asks for a run that was sent before. */
    void resume() {
        sendAgain(FrameWriter.bytes(new Frame.Hello(
                List.of(Frame.PROTOCOL), "wove-jvm", to.options().maxFrameBytes(), run.runId(), List.of(run.runId()))));
    }

    private void sendAgain(byte[] body) {
        requested(body).whenComplete((answer, thrown) -> {
            if (!run.hasEnded()) {
                unanswered(answer, thrown == null ? null : Problems.of(thrown));
            }
        });
    }

    /** In a request of its own, whose answer may tell the end as well. */
    @Override
    public void cancel(CancelMode mode) {
        if (!run.hasEnded()) {
            var cancel = new Frame.CancelTask(
                    call.runId(),
                    call.task(),
                    DeliveryFields.name(mode),
                    DeliveryFields.name(call.delivery().orphans()),
                    run.worker().isEmpty() ? null : run.worker());
            to.requests().post(FrameWriter.bytes(cancel), this::event);
        }
    }

    @Override
    public void acknowledge() {
        to.acknowledge(call.runId());
    }
}
