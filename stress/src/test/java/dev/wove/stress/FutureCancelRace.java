package dev.wove.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.wove.java.WeaveFuture;
import dev.wove.java.Wove;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The future of a weave that is cancelled while it completes: it agrees with the canceller, and nothing runs once stopped. */
@JCStressTest
@Outcome(id = "true, cancelled, 0", expect = ACCEPTABLE, desc = "cancelled in time")
@Outcome(id = "false, value, 0", expect = ACCEPTABLE, desc = "cancelled too late")
@State
public class FutureCancelRace {
    private final AtomicInteger running = new AtomicInteger();
    private volatile @Nullable WeaveFuture<Integer> future;

    private int body() {
        running.incrementAndGet();
        try {
            Thread.onSpinWait();
            return 1;
        } finally {
            running.decrementAndGet();
        }
    }

    @Actor
    public void waiter(LLL_Result r) {
        var started = Wove.<Integer>weaveAsync("race", w -> {
            var a = w.task("a", this::body);
            var b = w.task("b", this::body);
            return w.task("sum", a, b, Integer::sum);
        });
        future = started;
        started.stopped().join();
        r.r3 = running.get();
    }

    @Actor
    public void canceller(LLL_Result r) {
        r.r1 = started().cancel(true);
    }

    private WeaveFuture<Integer> started() {
        while (true) {
            var started = future;
            if (started != null) {
                return started;
            }
            Thread.onSpinWait();
        }
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
        try {
            r.r2 = started().join() == 2 ? "value" : "wrong";
        } catch (CancellationException e) {
            r.r2 = "cancelled";
        } catch (Throwable e) {
            r.r2 = e.toString();
        }
    }
}
