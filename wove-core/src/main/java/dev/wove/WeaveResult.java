package dev.wove;

import dev.wove.internal.trace.ReportWriter;
import dev.wove.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of all tasks of a weave that has completed. Iterating gives the values of the tasks that succeeded, in
 * the order declared: after a failure it is shorter than the weave.
 *
 * <p>Implemented by Wove only. Immutable and safe to share between threads.
 *
 * @param <R> the type of the value that the weave returned
 */
public interface WeaveResult<R extends @Nullable Object> extends Iterable<@Nullable Object> {

    /** The name of the weave. */
    String weave();

    /**
     * Returns the value of the task that the block returned.
     *
     * <p>If the weave failed, that failure is thrown, checked or not, whatever the block returned.
     */
    R value();

    /**
     * Returns the value of {@code task}, or throws the failure that kept it from having one, the same instance.
     *
     * @throws NoSuchElementException if {@code task} is not of this weave
     */
    <T extends @Nullable Object> T get(Task<T> task);

    /**
     * Returns the value of the task of that name, or throws the failure that kept it from having one.
     *
     * @throws NoSuchElementException if no task has that name; the message tells the nearest one
     */
    @Nullable
    Object get(String name);

    /** Returns how {@code task} ended; never throws its failure. */
    <T extends @Nullable Object> Outcome<T> outcome(Task<T> task);

    /** Returns how the task of that name ended; never throws its failure. */
    Outcome<?> outcome(String name);

    /**
     * Returns what the items of a mapped task have made, whatever became of the task: those that had ended when it timed
     * out, failed or was cancelled are there.
     *
     * @throws IllegalArgumentException if {@code task} is not mapped
     * @throws NoSuchElementException if {@code task} is not of this weave
     */
    <T extends @Nullable Object> FinishedItems<T> items(Task<? extends List<? extends T>> task);

    /**
     * The same for the mapped task of that name.
     *
     * @throws IllegalArgumentException if the task is not mapped, or keeps only the number of its items
     * @throws NoSuchElementException if no task has that name; the message tells the nearest one
     */
    FinishedItems<?> items(String name);

    /** The names of all tasks, in the order declared. */
    List<String> names();

    /** The failures, in the order they happened, handled failures included. */
    List<TaskFailure> failures();

    /** The failure that {@link #value()} throws, or null if the weave succeeded. */
    @Nullable
    Throwable failure();

    /** The names of the tasks that had started and were cancelled. */
    Set<String> cancelled();

    /** The names of the tasks that never started. */
    Set<String> skipped();

    /** When each task was ready, started and ended, by name, in the order declared. */
    Map<String, TaskTiming> timings();

    /**
     * The trace of the run: who waited for what, every attempt, the critical path. Made when first asked for; without
     * values, so that it can be kept or sent away when the result is gone.
     */
    Trace trace();

    /**
     * Writes what happened as one HTML file, to be looked at with a browser; it needs no network. Values of tasks are left
     * out. A file of that name is replaced.
     *
     * <p>Needs the module {@code wove-report}, whose class {@code Report} can do more: show values, compare two runs.
     *
     * @throws IllegalStateException if {@code wove-report} is not on the class path
     * @throws IOException if the file cannot be written
     */
    default void writeReport(Path file) throws IOException {
        ReportWriter.find().write(this, file);
    }

    /** How many tasks succeeded. */
    int size();

    /** The values of the tasks that succeeded, in the order declared. */
    @Override
    Iterator<@Nullable Object> iterator();
}
