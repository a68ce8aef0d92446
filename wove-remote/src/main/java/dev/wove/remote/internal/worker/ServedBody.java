package dev.wove.remote.internal.worker;

import dev.wove.internal.clock.ClockOfEnvironments;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls a handler for a run, and tells the run its end once, whatever comes. */
public interface ServedBody {
    void start();

    /** May come at any time, and before the start. */
    void stop();

    static ServedBody of(BodyOwner run, Handler handler, ClockOfEnvironments clock) {
        return handler.isSuspending()
                ? new SuspendingBody(run, handler, clock.coroutines())
                : new BlockingBody(run, handler, clock);
    }

    /** What a body that has returned {@code value} ends with, now or later. */
    static void endWith(@Nullable Object value, BodyOwner run, Runnable after) {
        if (!(value instanceof CompletionStage<?> stage)) {
            run.ended(value, null);
            after.run();
            return;
        }
        stage.handle((result, thrown) -> {
            var cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            run.ended(result, cause);
            after.run();
            return null;
        });
    }
}
