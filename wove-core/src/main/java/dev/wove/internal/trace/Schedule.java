package dev.wove.internal.trace;

import dev.wove.internal.record.TraceFacts;
import dev.wove.trace.CriticalPath;
import dev.wove.trace.CriticalPath.Step;
import dev.wove.trace.Ended;
import dev.wove.trace.Wait;
import dev.wove.trace.WaitCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * The critical path method of Kelley and Walker (1959) on the {@link Pieces} of a run: each piece begins at the latest
 * end of those before it, and takes as long as it did, or as {@code length} says.
 */
final class Schedule {
    private final Pieces pieces;
    private final int[] order;
    private final long[] length;
    private final long[] end;

    /** When the last task that ran ends. */
    private long total;

    private int lastPiece = -1;

    private Schedule(Pieces pieces, int[] order, IntToLongFunction length) {
        this.pieces = pieces;
        this.order = order;
        this.length = new long[pieces.size()];
        this.end = new long[pieces.size()];
        for (int piece : order) {
            this.length[piece] = length.applyAsLong(piece);
            this.end[piece] = begin(piece) + this.length[piece];
            // Of those that end at the same time, one that waited for the others.
            if (isEndOfTaskThatRan(piece) && end[piece] >= total) {
                lastPiece = piece;
                total = end[piece];
            }
        }
    }

    private boolean isEndOfTaskThatRan(int piece) {
        int task = pieces.task[piece];
        return pieces.last[task] == piece && pieces.tasks.get(task).how() != Ended.SKIPPED;
    }

    /** As it happened. */
    static Schedule observed(Pieces pieces) {
        return observed(pieces, -1);
    }

    /** As it would have happened if the body of the task at {@code without} took no time. */
    static Schedule observed(Pieces pieces, int without) {
        return new Schedule(pieces, pieces.order(), piece -> {
            boolean leftOut = pieces.task[piece] == without && !pieces.isWait(piece);
            return leftOut ? 0 : pieces.to[piece] - pieces.from[piece];
        });
    }

    /** As it would have happened had no task waited for anything but its inputs. */
    static Schedule withoutWaits(Pieces pieces) {
        return new Schedule(pieces, pieces.order(), piece -> {
            if (pieces.isWait(piece)) {
                return 0;
            }
            long waited = waitedWithin(pieces, piece).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return Math.max(0, pieces.to[piece] - pieces.from[piece] - waited);
        });
    }

    private static Map<WaitCause, Long> waitedWithin(Pieces pieces, int piece) {
        return waitedWithin(pieces.tasks.get(pieces.task[piece]).waits(), pieces.from[piece], pieces.to[piece]);
    }

    /** How long a task waited between two instants, except for tasks; waits of its items do not keep it from running. */
    private static Map<WaitCause, Long> waitedWithin(List<Wait> waits, long from, long to) {
        var waited = new EnumMap<WaitCause, Long>(WaitCause.class);
        for (var wait : waits) {
            long overlap = Math.min(to, wait.to().toNanos())
                    - Math.max(from, wait.from().toNanos());
            if (wait.cause() != WaitCause.INPUT && wait.item() < 0 && overlap > 0) {
                waited.merge(wait.cause(), overlap, Long::sum);
            }
        }
        return waited;
    }

    private long begin(int piece) {
        long begin = declared(piece);
        for (int input : pieces.inputs[piece]) {
            begin = Math.max(begin, end[input]);
        }
        return begin;
    }

    private long declared(int piece) {
        return pieces.tasks.get(pieces.task[piece]).declared().toNanos();
    }

    Duration duration() {
        return Duration.ofNanos(total);
    }

    /** By how much the end of each task could move without moving the end of all. */
    Duration[] slacks() {
        var latest = new long[pieces.size()];
        Arrays.fill(latest, total);
        for (int k = order.length - 1; k >= 0; k--) {
            int piece = order[k];
            for (int input : pieces.inputs[piece]) {
                latest[input] = Math.min(latest[input], latest[piece] - length[piece]);
            }
        }
        var slacks = new Duration[pieces.tasks.size()];
        for (int i = 0; i < slacks.length; i++) {
            int piece = pieces.last[i];
            slacks[i] = Duration.ofNanos(Math.max(0, latest[piece] - end[piece]));
        }
        return slacks;
    }

    /** The chain that ends last; of inputs that ended at the same time, the first. */
    CriticalPath path(boolean observed) {
        var steps = new ArrayList<Step>();
        int to = lastPiece;
        for (int piece = lastPiece; piece >= 0; ) {
            int before = latestInput(piece);
            if (before < 0 || pieces.task[before] != pieces.task[piece]) {
                steps.add(step(piece, to, observed));
                to = before;
            }
            piece = before;
        }
        Collections.reverse(steps);
        return new TraceFacts.CriticalPath(steps, duration());
    }

    private int latestInput(int piece) {
        int latest = -1;
        for (int input : pieces.inputs[piece]) {
            if (latest < 0 || end[input] > end[latest]) {
                latest = input;
            }
        }
        return latest >= 0 && end[latest] < declared(piece) ? -1 : latest;
    }

    private Step step(int firstPiece, int lastPiece, boolean observed) {
        var task = pieces.tasks.get(pieces.task[lastPiece]);
        long from = end[firstPiece] - length[firstPiece];
        long to = end[lastPiece];
        var waited = new EnumMap<WaitCause, Duration>(WaitCause.class);
        if (observed) {
            waitedWithin(task.waits(), from, to).forEach((cause, nanos) -> waited.put(cause, Duration.ofNanos(nanos)));
        }
        return new TraceFacts.Step(task.name(), Duration.ofNanos(from), Duration.ofNanos(to), waited);
    }
}
