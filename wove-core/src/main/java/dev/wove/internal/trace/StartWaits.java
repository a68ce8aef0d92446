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
        long known = 0;
        for (var wait : recorded) {
            totals.add(wait.cause(), 1, wait.to() - wait.from());
            if (wait.item() < 0) {
                known += Math.max(0, Math.min(wait.to(), started) - Math.max(wait.from(), ready));
            }
        }
        long rest = started - ready - known;
        if (rest > 0) {
            totals.add(forPlace, 1, rest);
        }
        return totals.waiting();
    }
}
