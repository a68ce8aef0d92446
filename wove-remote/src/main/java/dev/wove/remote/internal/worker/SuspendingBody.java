package dev.wove.remote.internal.worker;

import dev.wove.internal.run.SentContext;
import java.util.Arrays;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/** A body that is a suspending function of Kotlin, in a coroutine of its own, which is cancelled to stop it. */
final class SuspendingBody implements ServedBody {
    private final BodyOwner run;
    private final Handler handler;
    private final CoroutineContext context;
    private volatile @Nullable Job job;
    private volatile boolean stopped;

    SuspendingBody(BodyOwner run, Handler handler, CoroutineContext context) {
        this.run = run;
        this.handler = handler;
        this.context = context;
    }

    @Override
    public void start() {
        job = HandlerCoroutines.start(
                context,
                run,
                SentContext.arrived(run.context()),
                continuation -> {
                    var arguments = run.arguments();
                    run.began();
                    var all = Arrays.copyOf(arguments, arguments.length + 1);
                    all[arguments.length] = continuation;
                    return handler.call(all);
                },
                run::ended);
        if (stopped) {
            cancelJob();
        }
    }

    @Override
    public void stop() {
        stopped = true;
        cancelJob();
    }

    private void cancelJob() {
        var running = job;
        if (running != null) {
            running.cancel(null);
        }
    }
}
