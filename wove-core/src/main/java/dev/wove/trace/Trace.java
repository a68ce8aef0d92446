package dev.wove.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record of one run of a weave. Every run can be asked for it, whether or not it succeeded: times and waits are
 * always kept, and cost nothing until they are read.
 *
 * <p>All times are measured from the start of the run by its own clock, which never goes back and is virtual in tests.
 * Values of tasks are not in it, but for those of inputs in notes if {@code showValues()} puts them there. Of exceptions there are type, message and note, shortened: a message is what its
 * author has put into it, so whoever sends traces elsewhere decides about messages.
 *
 * <p>Implemented by Wove only. Immutable, safe to share between threads, and without a link to the values of the run.
 */
public interface Trace {

    /** The name of the weave. */
    String weave();

    /** When the run started, by the clock on the wall. In virtual time, as if that had begun with 1970. */
    Instant startedAt();

    /** From the start to the end of the last task. */
    Duration duration();

    /**
     * How long the bodies of all tasks worked, added up; see {@link TaskTrace#worked()}. Divided by {@link #duration()}, it
     * is how many of them worked at a time, on average, which is never more than the {@code workers} of the weave.
     */
    Duration worked();

    /** How the weave ended: {@link Ended#SUCCEEDED}, {@link Ended#FAILED} or {@link Ended#CANCELLED}. */
    Ended ended();

    /** The failure that the weave threw, or null if it succeeded. */
    @Nullable
    FailureTrace failure();

    /** All tasks, in the order declared. */
    List<TaskTrace> tasks();

    /**
     * Returns one task.
     *
     * @throws NoSuchElementException if no task has that name; the message tells the nearest one
     */
    TaskTrace task(String name);

    /**
     * The events, in causal order: a task starts after the ends of its inputs. These are the events a listener was
     * told, except those of single items, which are counted in {@link TaskTrace#items()}, and those of weaves inside. Of a
     * large run better one by one, with {@link #eventStream()}.
     */
    List<TraceEvent> events();

    /**
     * The same as {@link #events()} one by one: each event is made when it is its turn, so that those of a million tasks take
     * no more memory than two numbers for each task. May be called again and again.
     */
    Stream<TraceEvent> eventStream();

    /**
     * The tasks that ran longest, the longest first.
     *
     * @param most how many at most
     * @throws IllegalArgumentException if {@code most} is negative
     */
    List<TaskTrace> slowest(int most);

    /** The tasks that failed, in the order declared: neither those that were skipped because of it nor those cancelled. */
    List<TaskTrace> failed();

    /** The chain of tasks that decided how long the run took, from its start to the end of the last task, waits included. */
    CriticalPath criticalPath();

    /**
     * The chain of tasks that would have decided it, had no task waited for anything but its inputs: no schedule is
     * shorter, however many slots, threads or starts a minute there are.
     */
    CriticalPath criticalPathWithoutWaits();

    /**
     * How much later {@code task} could have ended without delaying the end of the run; zero for those on a critical
     * path.
     *
     * @throws NoSuchElementException if no task has that name
     */
    Duration slack(String task);

    /**
     * How long the run would have taken if the body of {@code task} took no time: its attempts and what lies between
     * them are left out. Its wait before them, and the waits of all other tasks, stay as they were, though fewer tasks
     * at once may well have waited less.
     *
     * @throws NoSuchElementException if no task has that name
     */
    Duration without(String task);

    /** How long all tasks together waited, by cause, the longest first; causes that did not occur are left out. */
    List<Waiting> waiting();
}
