package dev.wove.trace;

import dev.wove.TaskKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. For each run there is one {@link WeaveStarted} first and one {@link WeaveEnded} last;
 * for each task one {@link TaskEnded}, and before it one {@link TaskStarted} unless it was skipped.
 *
 * <p>Implemented by Wove only. Other kinds of events may come: leave those that you do not know, with an {@code else} or a
 * {@code default}.
 *
 * <p>Times are kept as nanoseconds: a run makes two events per task, which should be small.
 */
public interface TraceEvent {
    /** The run it happened in. */
    RunId run();

    /** When, in nanoseconds from the start of that run. */
    long atNanos();

    /** When, from the start of that run. */
    default Duration at() {
        return Duration.ofNanos(atNanos());
    }

    /** When, from the start of the outermost run. */
    default Duration sinceOutermost() {
        return run().began().plus(at());
    }

    /** The run has started. */
    interface WeaveStarted extends TraceEvent {
        /** How many tasks it has; more may be declared while it runs. */
        int tasks();
    }

    /**
     * An attempt leaves the process, for the first time or again because nothing was heard of it; its body starts later, on a
     * worker. Told to listeners only: a trace has it as {@link AttemptTrace#remote()}.
     */
    interface TaskSent extends TraceEvent {
        /** The name of the task. */
        String task();

        /** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
        int index();

        /** The name without the number it may end in, as {@code order-*}: for metrics, which must not grow with names. */
        String family();

        /** The position of the item, or -1 if the task is not mapped. */
        int item();

        /** Which, from 1. */
        int attempt();

        /** The name of the environment that it goes to. */
        String environment();

        /** How often the attempt was sent before. */
        int resends();
    }

    /** A worker has logged something for a run. Told to listeners only; it is in the log as well. */
    interface WorkerLog extends TraceEvent {
        /** The name of the task. */
        String task();

        /** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
        int index();

        /** The position of the item, or -1 if the task is not mapped. */
        int item();

        /** Which attempt, from 1. */
        int attempt();

        /** The name of the environment. */
        String environment();

        /** The worker, or null if it has not said who it is. */
        @Nullable
        String worker();

        /** The level by its name, such as {@code INFO}. */
        String level();

        /** The message that was logged. */
        String message();
    }

    /** The body of a task starts, or the first item of a mapped one. */
    interface TaskStarted extends TraceEvent {
        /** The name of the task. */
        String task();

        /** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
        int index();

        /** The name without the number it may end in, as {@code order-*}: for metrics, which must not grow with names. */
        String family();

        /** The kind of its body. */
        TaskKind kind();

        /** When its declared inputs had ended, in nanoseconds from the start of the run. */
        long readyNanos();

        /** When its declared inputs had ended, from the start of the run. */
        default Duration ready() {
            return Duration.ofNanos(readyNanos());
        }
    }

    /**
     * An attempt has failed, and another one follows or the fallback does. The failure of the last one is that of
     * the task or item.
     */
    interface AttemptFailed extends TraceEvent {
        /** The name of the task. */
        String task();

        /** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
        int index();

        /** The name without the number it may end in, as {@code order-*}: for metrics, which must not grow with names. */
        String family();

        /** The position of the item, or -1 if the task is not mapped. */
        int item();

        /** Which, from 1. */
        int attempt();

        /** Its failure. */
        FailureTrace failure();

        /** The exception itself; null where the event was made of a trace, which keeps none. */
        @Nullable
        Throwable thrown();
    }

    /** An item of a mapped task has ended. */
    interface ItemEnded extends TraceEvent {
        /** The name of the task. */
        String task();

        /** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
        int index();

        /** The name without the number it may end in, as {@code order-*}: for metrics, which must not grow with names. */
        String family();

        /** Its position. */
        int item();

        /** How long it ran, in nanoseconds. */
        long ranNanos();

        /** How it ended; never {@link Ended#SKIPPED}. */
        Ended how();

        /** Its failure, or null. */
        @Nullable
        FailureTrace failure();

        /** The exception itself; null where the event was made of a trace, which keeps none. */
        @Nullable
        Throwable thrown();

        /** How long it ran. */
        default Duration ran() {
            return Duration.ofNanos(ranNanos());
        }
    }

    /** The outcome of a task is known. */
    interface TaskEnded extends TraceEvent {
        /** The name of the task. */
        String task();

        /** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
        int index();

        /** The name without the number it may end in, as {@code order-*}: for metrics, which must not grow with names. */
        String family();

        /** The kind of its body. */
        TaskKind kind();

        /** How it ended. */
        Ended how();

        /** The reason that it has no value, or null if it succeeded. */
        @Nullable
        FailureTrace failure();

        /** The exception itself; null where the event was made of a trace, which keeps none. */
        @Nullable
        Throwable thrown();

        /** How long it ran, in nanoseconds, from the start of its first attempt; zero if it never started. */
        long ranNanos();

        /** How long it ran, from the start of its first attempt. */
        default Duration ran() {
            return Duration.ofNanos(ranNanos());
        }

        /** The tasks that its body awaited without having declared them. */
        List<String> discovered();

        /** Its waits after its inputs had ended, summed up by cause; made anew by each call. */
        List<Waiting> waiting();
    }

    /**
     * Events that a reader was too slow for: they are gone. Only where events are kept for readers, never told to a
     * {@link WeaveListener}. It tells of the outermost run, and of when the first of those happened that are left.
     */
    interface EventsLost extends TraceEvent {
        /** How many are gone. */
        long count();
    }

    /** Nothing of the run runs any more. */
    interface WeaveEnded extends TraceEvent {
        /** How the weave ended. */
        Ended how();

        /** The failure that the weave threw, or null if it succeeded. */
        @Nullable
        FailureTrace failure();

        /** The exception itself; null where the event was made of a trace, which keeps none. */
        @Nullable
        Throwable thrown();

        /** The trace of the run; made anew by each call, which should not be on the thread that tells events. */
        Trace trace();
    }
}
