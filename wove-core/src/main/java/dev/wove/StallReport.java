package dev.wove;

import dev.wove.internal.run.LiveRuns;
import dev.wove.internal.text.StallText;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Why a weave does not go on: who waits for whom, in task names, the stacks of running bodies, and who holds what the
 * others wait for. It is to weaves what a thread dump is to threads, and knows of coroutines that no thread runs.
 *
 * <p>Obtained from a handle ({@code LiveWeave.stallReport()}), from {@link #ofAll()}, and in the log after a quiet time
 * ({@link WeaveOptions.Builder#stallAfter(Duration)}). Making one stops nothing and changes nothing; since the weave goes on
 * meanwhile, tasks may be seen a moment apart. {@code toString()} is the report as text. Values are never in it.
 *
 * @param weave the name of the weave
 * @param running how long ago it started; zero if it has not
 * @param quiet how long nothing in it has started, ended or gone on, as far as somebody watched; else zero
 * @param stopping whether it has ended and waits for bodies to stop
 * @param tasks how many tasks it has
 * @param ended how many of them have ended
 * @param pending the others, in the order declared, items after their task; many of the same kind may be left out
 * @param limits the limits that its tasks are held to
 */
public record StallReport(
        String weave,
        Duration running,
        Duration quiet,
        boolean stopping,
        int tasks,
        int ended,
        List<Pending> pending,
        List<Limit> limits) {

    public StallReport {
        pending = List.copyOf(pending);
        limits = List.copyOf(limits);
    }

    /**
     * Reports on every weave under way in this JVM that was launched, that is a scope, or that {@code stallAfter} watches. To
     * find others would cost them something; {@code -Ddev.wove.stallAfter=PT1M} watches all.
     */
    public static List<StallReport> ofAll() {
        return LiveRuns.reports();
    }

    /** What a task or an item waits for. */
    public enum Wait {
        /** Inputs that have not ended: {@link Pending#on} names them. */
        INPUTS,
        /** A thread: it is ready, and its dispatcher or the pool has not taken it. */
        THREAD,
        /** A slot of a limit, which {@link Pending#on} names. */
        SLOT,
        /** Its turn under {@code perMinute}. */
        RATE,
        /** The time of its next attempt. */
        BACKOFF,
        /** Tasks that its body awaits without having declared them: {@link Pending#on} names them. */
        TASK,
        /** A weave inside its body: {@link Pending#nested}. */
        WEAVE,
        /** The stage that its body has returned. */
        STAGE,
        /** Its items, or the source of them. */
        ITEMS,
        /** Its body, which is on a thread: {@link Pending#stack}. */
        BODY,
        /** Something that its suspended body waits for and Wove cannot know. */
        SUSPENDED
    }

    /**
     * A task that has not ended, or an item of it.
     *
     * @param task the name of the task
     * @param item the position of the item, or -1
     * @param waitsFor what it waits for
     * @param on the names of what it waits for, as far as they are known
     * @param stopping whether it was told to stop
     * @param running how long ago its body started, null if it has not
     * @param thread the name of the thread that its body is on, null if it is on none
     * @param stack where its body is, innermost first; empty if it is on no thread
     * @param nested the weaves inside its body
     */
    public record Pending(
            String task,
            int item,
            Wait waitsFor,
            List<String> on,
            boolean stopping,
            @Nullable Duration running,
            @Nullable String thread,
            List<StackTraceElement> stack,
            List<StallReport> nested) {

        public Pending {
            on = List.copyOf(on);
            stack = List.copyOf(stack);
            nested = List.copyOf(nested);
        }
    }

    /**
     * A limit, and how it is used now.
     *
     * @param name {@code workers} or {@code maxBlocking} of the weave, or the text of a {@link Limiter}
     * @param taken how many slots are taken, whoever has them
     * @param most how many there are
     * @param heldBy the tasks of this weave that have one
     * @param waitedForBy the tasks of this weave that wait for one
     */
    public record Limit(String name, int taken, int most, List<String> heldBy, List<String> waitedForBy) {
        public Limit {
            heldBy = List.copyOf(heldBy);
            waitedForBy = List.copyOf(waitedForBy);
        }
    }

    /** Returns the task of that name, or its first item; fails if it has ended. */
    public Pending pending(String task) {
        return pending.stream()
                .filter(each -> each.task.equals(task))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "Weave '" + weave + "' has no task '" + task + "' that has not ended."));
    }

    /** The report as text. */
    @Override
    public String toString() {
        return StallText.of(this);
    }
}
