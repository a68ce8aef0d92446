package dev.wove.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.wove.internal.pool.BlockingCall;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A call that runs while it is cancelled: its interrupt reaches the body or nobody, and never what the thread does next. */
@JCStressTest
@Outcome(id = "finished, false", expect = ACCEPTABLE, desc = "the body ran, interrupted or not")
@Outcome(id = "never started, false", expect = ACCEPTABLE, desc = "cancelled first")
@State
public class BlockingCallRace {
    private final Call call = new Call();

    @Actor
    public void runner(LL_Result r) {
        call.run();
        r.r2 = Thread.interrupted();
        r.r1 = call.end();
    }

    @Actor
    public void canceller() {
        call.cancel();
    }

    private static final class Call extends BlockingCall {
        private int finished;
        private int left;
        private volatile int neverStarted;

        @Override
        protected void body() {}

        @Override
        protected @Nullable BlockingCall finished() {
            finished++;
            return null;
        }

        @Override
        protected void leave() {
            left++;
        }

        @Override
        protected void neverStarted() {
            neverStarted++;
        }

        String end() {
            if (finished == 0) {
                // Told by the canceller, who may have got no further than to cancel.
                while (neverStarted == 0) {
                    Thread.onSpinWait();
                }
            }
            return left != 1 || finished + neverStarted != 1
                    ? "left " + left + ", finished " + finished + ", never started " + neverStarted
                    : finished == 1 ? "finished" : "never started";
        }
    }
}
