package dev.wove.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.wove.Policy;
import dev.wove.TaskTimeoutException;
import dev.wove.WeaveCancelledException;
import dev.wove.java.LiveWeave;
import dev.wove.java.Wove;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A blocking body that times out while the weave is cancelled and while it returns: one of the three decides. */
@JCStressTest
@Outcome(id = "value, 0", expect = ACCEPTABLE, desc = "the body was first")
@Outcome(id = "timeout, 0", expect = ACCEPTABLE, desc = "the timeout was first")
@Outcome(id = "cancelled, 0", expect = ACCEPTABLE, desc = "the cancellation was first")
@State
public class TaskCancelRace {
    private static final Policy SHORT = Policy.timeout(Duration.ofNanos(20_000));

    private volatile int running;
    private volatile @Nullable LiveWeave<Integer> weave;

    private int body() {
        running++;
        for (int i = 0; i < 100 && !Thread.currentThread().isInterrupted(); i++) {
            Thread.onSpinWait();
        }
        running--;
        return 1;
    }

    @Actor
    public void waiter(LL_Result r) {
        var started = Wove.<Integer>launchWeave("race", w -> w.with(SHORT).task("a", this::body));
        weave = started;
        try {
            r.r1 = started.join() == 1 ? "value" : "wrong";
        } catch (TaskTimeoutException e) {
            r.r1 = "timeout";
        } catch (WeaveCancelledException e) {
            r.r1 = "cancelled";
        } catch (Throwable e) {
            r.r1 = e.toString();
        }
        started.future().stopped().join();
        r.r2 = running;
    }

    @Actor
    public void canceller() {
        LiveWeave<Integer> started;
        while ((started = weave) == null) {
            Thread.onSpinWait();
        }
        started.cancel();
    }
}
