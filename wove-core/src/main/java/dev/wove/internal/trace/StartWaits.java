package dev.wove.internal.trace;

import dev.wove.internal.record.TaskRecord.WaitRecord;
import dev.wove.internal.record.WaitTotals;
import dev.wove.trace.WaitCause;
import dev.wove.trace.Waiting;
import java.util.List;

/** What a task waited for once its inputs had ended: what was noted, and the rest, which nobody takes note of. */
final class StartWaits {
    private StartWaits() {}

    /** @param forPlace what the rest was for */
    static List<Waiting> of(List<WaitRecord> recorded, WaitCause forPlace, long ready, long started) {
        var totals = new WaitTotals();
        for (var wait : recorded) {
            totals.add(wait.cause(), 1, wait.to() - wait.from());
        }
        long rest = rest(recorded, ready, started);
        if (rest > 0) {
            totals.add(forPlace, 1, rest);
        }
        return totals.waiting();
    }

    /** How much of the time from when it was ready to its start nobody took note of: every task waits for its place. */
    static long rest(List<WaitRecord> recorded, long ready, long started) {
        long rest = started - ready;
        for (var wait : recorded) {
            if (wait.item() < 0) {
                rest -= Math.max(0, Math.min(wait.to(), started) - Math.max(wait.from(), ready));
            }
        }
        return rest;
    }
}
