package dev.wove.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.wove.WeaveCancelledException;
import dev.wove.java.Wove;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A thread that is interrupted at any moment while it waits for a weave of blocking bodies: the interrupt is never lost,
 * and never comes out as anything but the cancellation of the weave.
 */
@JCStressTest
@Outcome(id = "value, true", expect = ACCEPTABLE, desc = "the interrupt came when the weave had ended")
@Outcome(id = "cancelled, true", expect = ACCEPTABLE, desc = "the interrupt cancelled the weave")
@State
public class CallerInterruptRace {
    private volatile @Nullable Thread caller;
    private volatile boolean interrupted;

    @Actor
    public void caller(LL_Result r) {
        caller = Thread.currentThread();
        r.r1 = weave();
        while (!interrupted) {
            Thread.onSpinWait();
        }
        r.r2 = Thread.interrupted();
    }

    private static String weave() {
        try {
            int sum = Wove.weave("race", w -> {
                var a = w.task("a", () -> 1);
                var b = w.task("b", () -> 2);
                return w.task("sum", a, b, Integer::sum);
            });
            return sum == 3 ? "value" : "wrong: " + sum;
        } catch (WeaveCancelledException e) {
            return "cancelled";
        } catch (Throwable e) {
            return e.toString();
        }
    }

    @Actor
    public void interrupter() {
        Thread thread;
        while ((thread = caller) == null) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        interrupted = true;
    }
}
