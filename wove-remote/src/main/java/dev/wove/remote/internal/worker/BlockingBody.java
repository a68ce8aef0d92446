package dev.wove.remote.internal.worker;

import dev.wove.internal.clock.ClockOfEnvironments;
import dev.wove.internal.pool.BlockingCall;
import dev.wove.internal.run.SentContext;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A body on a thread that it may block, and that is interrupted to stop it. A stage that it returns is waited for. */
final class BlockingBody extends BlockingCall implements ServedBody {
    private final BodyOwner run;
    private final Handler handler;
    private final ClockOfEnvironments clock;
    private @Nullable Object value;
    private @Nullable Throwable failure;
    private volatile @Nullable CompletionStage<?> stage;
    private volatile boolean stopped;

    BlockingBody(BodyOwner run, Handler handler, ClockOfEnvironments clock) {
        this.run = run;
        this.handler = handler;
        this.clock = clock;
    }

    @Override
    public void start() {
        clock.workStarted();
        try {
            run.execute(this);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (giveUp()) {
                run.ended(null, new BodyNotStartedException(e));
                clock.workEnded();
            }
        }
    }

    @Override
    public void stop() {
        stopped = true;
        cancel();
        cancelStage();
    }

    private void cancelStage() {
        var pending = stage;
        if (pending != null) {
            try {
                pending.toCompletableFuture().cancel(true);
            } catch (UnsupportedOperationException e) {
                // Then it is waited for
            }
        }
    }

    @Override
    protected void body() {
        var outer = CurrentRun.replace(run);
        var carried = SentContext.arrived(run.context());
        var replaced = carried.enter();
        try {
            var arguments = run.arguments();
            run.began();
            value = handler.call(arguments);
        } catch (Throwable e) {
            failure = e;
        } finally {
            CurrentRun.replace(outer);
            carried.leave(replaced);
        }
    }

    @Override
    protected @Nullable BlockingCall finished() {
        if (failure != null) {
            run.ended(null, failure);
            clock.workEnded();
        } else {
            if (value instanceof CompletionStage<?> pending) {
                stage = pending;
                if (stopped) {
                    cancelStage();
                }
            }
            ServedBody.endWith(value, run, clock::workEnded);
        }
        return null;
    }

    @Override
    protected void leave() {}

    @Override
    protected void neverStarted() {
        run.ended(null, new CancellationException());
        clock.workEnded();
    }

    @Override
    protected void interrupt(Thread running) {
        clock.interrupt(running);
    }
}
