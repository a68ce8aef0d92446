package dev.wove.internal.delivery;

import dev.wove.PlanException;
import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.Delivery;
import dev.wove.environment.DeliveryOrphanedException;
import dev.wove.environment.DeliveryTimeoutException;
import dev.wove.environment.OrphanPolicy;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteRun;
import dev.wove.environment.RemoteTaskException;
import dev.wove.internal.text.DurationText;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run on its way: {@code QUEUED -> SENT -> STARTED -> ENDED}, with {@code STOPPING} before the end where it is to stop and that
 * is waited for, and back to {@code WAITING} where it is to be sent again. Each send is a {@link Leg} of its own; what earlier ones
 * tell does not count.
 */
final class DeliveredRun implements RemoteRun {
    private enum State {
        QUEUED,
        WAITING,
        SENT,
        STARTED,
        STOPPING,
        ENDED
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    /** How long workers that cannot be reached are tried where no time to start is given. */
    private static final Duration UNREACHABLE = Duration.ofSeconds(30);

    private final DeliveredExecutor.Line line;
    private final RemoteCall call;
    private final Delivery delivery;
    private final RemoteEvents events;
    private final RunTimers timers;

    // Guarded by this.
    private State state = State.QUEUED;
    private @Nullable Leg leg;
    private Duration pause = FIRST_PAUSE;
    private long firstSent;
    private long lastHeard;
    private @Nullable Throwable trouble;
    private boolean hasPlace;
    private @Nullable String toldWorker;
    private int requeued;

    /** What it fails with once it has stopped; null if it was told to stop from outside. */
    private @Nullable Throwable stopsBecause;

    DeliveredRun(DeliveredExecutor.Line line, RemoteCall call, RemoteEvents events) {
        this.line = line;
        this.call = call;
        this.delivery = call.delivery();
        this.events = events;
        this.timers = new RunTimers(line.clock());
    }

    void start() {
        if (delivery.orphans() == OrphanPolicy.REQUEUE && call.idempotencyKey() == null) {
            refused(
                    new PlanException(
                            "Task '" + call.task() + "' is to be sent again when its worker is lost, but has no"
                                    + " idempotency key.\n  Add .idempotencyKey(\"...\") to its delivery, so that nothing is done twice."));
            return;
        }
        line.inFlight().enter(this);
    }

    /** There is a place for it. */
    void send() {
        boolean goes;
        synchronized (this) {
            goes = state == State.QUEUED;
            hasPlace = goes;
            firstSent = line.clock().nanoTime();
        }
        if (!goes) {
            line.inFlight().leave();
            return;
        }
        timers.set(RunTimers.TOTAL, delivery.timeout(), () -> expired("did not end", delivery.timeout()));
        timers.set(RunTimers.START, delivery.startTimeout(), this::notStarted);
        sendLeg(call);
    }

    private void sendLeg(RemoteCall sent) {
        Leg next;
        synchronized (this) {
            if (state != State.QUEUED && state != State.WAITING) {
                return;
            }
            state = State.SENT;
            next = new Leg(this, sent.runId());
            leg = next;
        }
        heard();
        try {
            next.sent(line.carrier().run(sent, next));
        } catch (RuntimeException | Error e) {
            end(next, told -> told.failed(e));
        }
    }

    // What becomes of it

    private synchronized boolean isCurrent(Leg one) {
        return leg == one && state != State.ENDED;
    }

    void tell(Leg one, Consumer<RemoteEvents> what) {
        if (isCurrent(one)) {
            what.accept(events);
        }
    }

    void heard(Leg one, Consumer<RemoteEvents> what) {
        if (isCurrent(one)) {
            heard();
            what.accept(events);
        }
    }

    /** The worker is silent from now on, as far as is known. */
    private void heard() {
        if (delivery.heartbeat() == null || line.carrier().watchesHeartbeats()) {
            return;
        }
        synchronized (this) {
            lastHeard = line.clock().nanoTime();
            if (state == State.STOPPING) {
                return;
            }
        }
        timers.set(RunTimers.SILENCE, delivery.heartbeat(), this::silent);
    }

    void started(Leg one, String worker) {
        synchronized (this) {
            if (leg != one || state == State.ENDED) {
                return;
            }
            if (state == State.SENT) {
                state = State.STARTED;
            }
        }
        timers.cancel(RunTimers.START);
        heard();
        boolean isNews;
        synchronized (this) {
            isNews = !worker.equals(toldWorker);
            toldWorker = worker;
        }
        if (isNews) {
            events.started(worker);
        }
    }

    /** A terminal event came. */
    void end(Leg one, Consumer<RemoteEvents> how) {
        Throwable instead;
        synchronized (this) {
            if (leg != one) {
                return;
            }
            instead = stopsBecause;
        }
        if (end(instead == null ? how : told -> told.failed(instead))) {
            one.acknowledge();
        }
    }

    void cancelled(Leg one) {
        end(one, RemoteEvents::cancelled);
    }

    void lost(Leg one, Throwable why, Certainty whether) {
        State then;
        Throwable instead;
        synchronized (this) {
            if (leg != one || state == State.ENDED) {
                return;
            }
            then = state;
            instead = stopsBecause;
        }
        timers.cancel(RunTimers.SILENCE);
        if (then == State.STOPPING) {
            end(
                    instead != null
                            ? told -> told.failed(instead)
                            : whether == Certainty.NOT_DELIVERED
                                    ? RemoteEvents::cancelled
                                    : told -> told.lost(why, whether));
        } else if (whether == Certainty.NOT_DELIVERED) {
            sendLater(why);
        } else {
            orphaned(one, why);
        }
    }

    private void sendLater(Throwable why) {
        Duration wait;
        synchronized (this) {
            if (state != State.SENT && state != State.STARTED) {
                return;
            }
            wait = pause;
            trouble = why;
            if (!isBusy(why)
                    && delivery.startTimeout() == null
                    && sinceFirstSent().compareTo(UNREACHABLE) >= 0) {
                wait = null;
            } else {
                state = State.WAITING;
                leg = null;
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
        if (wait == null) {
            var failure = timeout("could not be delivered", UNREACHABLE);
            end(told -> told.failed(failure));
        } else {
            timers.set(RunTimers.RESEND, wait, () -> sendLeg(call));
        }
    }

    private Duration sinceFirstSent() {
        return Duration.ofNanos(line.clock().nanoTime() - firstSent);
    }

    private static boolean isBusy(Throwable why) {
        return why instanceof RemoteTaskException remote && remote.kind().equals("Busy");
    }

    private void orphaned(Leg one, Throwable why) {
        var policy = delivery.orphans() == null ? OrphanPolicy.FAIL : delivery.orphans();
        if (policy == OrphanPolicy.REQUEUE) {
            int number;
            synchronized (this) {
                number = ++requeued;
                if (number <= requeues()) {
                    state = State.WAITING;
                    leg = null;
                }
            }
            if (number <= requeues()) {
                // Another run for the workers, of which the old one may still know the first.
                timers.set(RunTimers.RESEND, FIRST_PAUSE, () -> sendLeg(call.runId(call.runId() + "-" + number)));
                return;
            }
        } else if (policy == OrphanPolicy.CANCEL) {
            one.cancel(CancelMode.BEST_EFFORT);
        }
        var text = "Run " + one.runId() + " of task '" + call.task() + "' was lost: " + sentence(why)
                + hint(policy, one.runId());
        var orphaned = new DeliveryOrphanedException(text, one.runId(), why);
        end(told -> told.failed(orphaned));
    }

    private static String sentence(Throwable why) {
        var text = String.valueOf(why.getMessage());
        return text.endsWith(".") ? text : text + ".";
    }

    private int requeues() {
        return delivery.requeues() == null ? Delivery.REQUEUES : delivery.requeues();
    }

    private String hint(OrphanPolicy policy, String runId) {
        return switch (policy) {
            case REQUEUE -> "\n  It was sent again " + requeues() + " times.";
            case DETACH ->
                "\n  Its worker may have gone on; configuration.attach(\"" + line.environment() + "\", \"" + runId
                        + "\", ...) waits for its result.";
            default -> "\n  Nobody knows whether it has ended; retries start it again.";
        };
    }

    // How it is stopped

    @Override
    public void cancel(CancelMode mode) {
        stop(mode, null);
    }

    private void notStarted() {
        synchronized (this) {
            if (toldWorker != null) {
                return;
            }
        }
        expired("was not started", delivery.startTimeout());
    }

    private void expired(String what, @Nullable Duration limit) {
        stop(delivery.cancelMode() == null ? CancelMode.REQUIRE_ACK : delivery.cancelMode(), timeout(what, limit));
    }

    private DeliveryTimeoutException timeout(String what, @Nullable Duration limit) {
        var shown = limit == null ? Duration.ZERO : limit;
        var failure = new DeliveryTimeoutException(
                "Task '" + call.task() + "' in environment '" + line.environment() + "' " + what + " within "
                        + DurationText.of(shown) + ", attempt " + call.attempt() + ".",
                shown);
        synchronized (this) {
            if (trouble != null) {
                failure.initCause(trouble);
            }
        }
        return failure;
    }

    /** Nobody who is asked will answer. */
    private void silent() {
        Leg asked;
        synchronized (this) {
            long since = line.clock().nanoTime() - lastHeard;
            if (state == State.STOPPING
                    || state == State.WAITING
                    || since < delivery.heartbeat().toNanos()) {
                return;
            }
            asked = leg;
        }
        var failure = timeout("was not heard of", delivery.heartbeat());
        if (end(told -> told.failed(failure)) && asked != null) {
            asked.cancel(CancelMode.BEST_EFFORT);
            asked.abandon();
        }
    }

    private void stop(CancelMode mode, @Nullable Throwable because) {
        Leg asked;
        boolean waits;
        synchronized (this) {
            if (state == State.ENDED || state == State.STOPPING) {
                return;
            }
            asked = state == State.QUEUED || state == State.WAITING ? null : leg;
            waits = asked != null && mode == CancelMode.REQUIRE_ACK;
            if (waits) {
                state = State.STOPPING;
                stopsBecause = because;
            }
        }
        if (waits) {
            timers.cancel(RunTimers.START);
            timers.cancel(RunTimers.TOTAL);
            timers.cancel(RunTimers.SILENCE);
            timers.set(RunTimers.UNCONFIRMED, cancelTimeout(), this::unconfirmed);
            ask(asked, mode);
        } else {
            end(because == null ? RemoteEvents::cancelled : told -> told.failed(because));
            if (asked != null) {
                asked.cancel(mode);
                asked.abandon();
            }
        }
    }

    private void ask(Leg asked, CancelMode mode) {
        timers.set(RunTimers.ASK_AGAIN, ASK_AGAIN, () -> ask(asked, mode));
        asked.cancel(mode);
    }

    private Duration cancelTimeout() {
        return delivery.cancelTimeout() == null ? Delivery.CANCEL_TIMEOUT : delivery.cancelTimeout();
    }

    private void unconfirmed() {
        Throwable because;
        Leg asked;
        synchronized (this) {
            because = stopsBecause;
            asked = leg;
        }
        var text = "Task '" + call.task() + "' in environment '" + line.environment()
                + "' has not confirmed that it stopped within " + DurationText.of(cancelTimeout()) + ".";
        if (because != null) {
            because.addSuppressed(new TimeoutException(text));
        }
        Consumer<RemoteEvents> how = because == null
                ? told -> told.lost(new TimeoutException(text), Certainty.UNKNOWN)
                : told -> told.failed(because);
        if (end(how) && asked != null) {
            asked.abandon();
        }
    }

    // The end

    /** It was never sent, and cannot be. */
    void refused(Throwable why) {
        end(told -> told.failed(why));
    }

    /** Whether it was the end. */
    private boolean end(Consumer<RemoteEvents> how) {
        boolean leaves;
        synchronized (this) {
            if (state == State.ENDED) {
                return false;
            }
            leaves = hasPlace;
            if (state == State.QUEUED && !hasPlace) {
                line.inFlight().giveUp(this);
            }
            state = State.ENDED;
        }
        timers.close();
        try {
            how.accept(events);
        } finally {
            if (leaves) {
                line.inFlight().leave();
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return call.toString();
    }
}
