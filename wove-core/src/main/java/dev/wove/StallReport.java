package dev.wove;

import dev.wove.internal.run.LiveRuns;
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
 * <p>Implemented by Wove only.
 */
public interface StallReport {
    /** The name of the weave. */
    String weave();

    /** How long ago it started; zero if it has not. */
    Duration running();

    /** How long nothing in it has started, ended or gone on, as far as somebody watched; else zero. */
    Duration quiet();

    /** Whether it has ended and waits for bodies to stop. */
    boolean stopping();

    /** How many tasks it has. */
    int tasks();

    /** How many of them have ended. */
    int ended();

    /** The others, in the order declared, items after their task; many of the same kind may be left out. */
    List<Pending> pending();

    /** The limits that its tasks are held to. */
    List<Limit> limits();

    /**
     * Reports on every weave under way in this JVM that was launched, that is a scope, or that {@code stallAfter} watches. To
     * find others would cost them something; {@code -Ddev.wove.stallAfter=PT1M} watches all.
     */
    static List<StallReport> ofAll() {
        return LiveRuns.reports();
    }

    /**
     * The thing that a task or an item waits for. More may come: a {@code switch} needs a {@code default}, a {@code when} an
     * {@code else}.
     */
    enum Wait {
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
        SUSPENDED,
        /** Its body, which runs elsewhere: {@link Pending#on} names where. */
        REMOTE
    }

    /** A task that has not ended, or an item of it. */
    interface Pending {
        /** The name of the task. */
        String task();

        /** The position of the item, or -1. */
        int item();

        /** The kind of thing that it waits for. */
        Wait waitsFor();

        /** The names of what it waits for, as far as they are known. */
        List<String> on();

        /** Whether it was told to stop. */
        boolean stopping();

        /** How long ago its body started, null if it has not. */
        @Nullable
        Duration running();

        /** The name of the thread that its body is on, null if it is on none. */
        @Nullable
        String thread();

        /** Where its body is, innermost first; empty if it is on no thread. */
        List<StackTraceElement> stack();

        /** The weaves inside its body. */
        List<StallReport> nested();
    }

    /** A limit, and how it is used now. */
    interface Limit {
        /** {@code workers} or {@code maxBlocking} of the weave, or the text of a {@link Limiter}. */
        String name();

        /** How many slots are taken, whoever has them. */
        int taken();

        /** How many there are. */
        int most();

        /** The tasks of this weave that have one. */
        List<String> heldBy();

        /** The tasks of this weave that wait for one. */
        List<String> waitedForBy();
    }

    /** Returns the task of that name, or its first item; fails if it has ended. */
    default Pending pending(String task) {
        return pending().stream()
                .filter(each -> each.task().equals(task))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "Weave '" + weave() + "' has no task '" + task + "' that has not ended."));
    }
}
