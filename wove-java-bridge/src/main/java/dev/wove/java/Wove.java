package dev.wove.java;

import dev.wove.Plan;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import org.jspecify.annotations.Nullable;

/**
 * Declares weaves and runs them from Java.
 *
 * <pre>{@code
 * Page page = Wove.weave("page", w -> {
 *     var author = w.task("author", () -> authors.find(id));            //  author ─┐
 *     var books  = w.task("books", () -> library.byAuthor(id));         //  books ──┴─> page
 *     return w.task("page", author, books, Page::new);
 * });
 * }</pre>
 *
 * <h2>Failure</h2>
 * The first failure that no task handles ends the weave: tasks not yet started are skipped, running ones are interrupted
 * or cancelled and waited for, then that exception is thrown, the same instance, checked or not. Nobody is forced to catch
 * a checked one; {@code Wove.<Page, SQLException>weave(...)} makes the compiler ask for it.
 *
 * <h2>Threads</h2>
 * Bodies run on virtual threads where those are not pinned by {@code synchronized} (JDK 24 on), else on an elastic pool.
 * The calling thread drives the weave and runs {@code async} bodies and those with the option {@code onCaller}.
 *
 * <h2>Cancellation</h2>
 * Interrupting a thread that waits for a weave cancels its tasks, waits for them, sets the interrupt flag again and
 * throws {@link dev.wove.WeaveCancelledException}.
 */
public final class Wove {
    private static final WithOptions DEFAULTS = new WithOptions(WeaveOptions.none());

    private Wove() {}

    /** Gives the same entries with {@code options}. */
    public static WithOptions with(WeaveOptions options) {
        return new WithOptions(options);
    }

    /**
     * Runs the tasks that {@code block} declares and returns the value of the one that it returns. Blocks until nothing is
     * running any more.
     *
     * @throws X what a task failed with
     * @throws dev.wove.PlanException if the weave cannot work as declared; nothing has run then
     * @throws dev.wove.WeaveCancelledException if the calling thread was interrupted
     * @throws IllegalStateException inside a suspending body of a weave, where it could deadlock
     */
    public static <R extends @Nullable Object, X extends Exception> R weave(String name, WeaveBlock<R> block) throws X {
        return DEFAULTS.weave(name, block);
    }

    /**
     * Starts the tasks that {@code block} declares and returns at once. The block runs, and planning errors are thrown,
     * here; what tasks fail with is in the future.
     */
    public static <R extends @Nullable Object> WeaveFuture<R> weaveAsync(String name, WeaveBlock<R> block) {
        return DEFAULTS.weaveAsync(name, block);
    }

    /**
     * Runs the tasks that {@code block} declares and returns what became of each. Blocks until nothing is running any
     * more. A failed task is data in the result; planning errors and cancellation are thrown.
     */
    public static <R extends @Nullable Object> WeaveResult<R> weaveResult(String name, WeaveBlock<R> block) {
        return DEFAULTS.weaveResult(name, block);
    }

    /** Starts the tasks that {@code block} declares and returns a handle on the running weave. */
    public static <R extends @Nullable Object> LiveWeave<R> launchWeave(String name, WeaveBlock<R> block) {
        return DEFAULTS.launchWeave(name, block);
    }

    /**
     * Declares and checks a weave without running it.
     *
     * @throws dev.wove.PlanException if the weave cannot work as declared
     */
    public static <R extends @Nullable Object> Plan<R> plan(String name, WeaveBlock<R> block) {
        return DEFAULTS.plan(name, block);
    }

    /** Runs a plan and returns its value, like {@link #weave}. */
    public static <R extends @Nullable Object, X extends Exception> R run(Plan<R> plan) throws X {
        return Runs.valueOf(plan);
    }

    /** Runs a plan and returns what became of each task, like {@link #weaveResult}. */
    public static <R extends @Nullable Object> WeaveResult<R> runForResult(Plan<R> plan) {
        return Runs.resultOf(plan);
    }

    /** Starts a run of a plan, like {@link #weaveAsync}. */
    public static <R extends @Nullable Object> WeaveFuture<R> runAsync(Plan<R> plan) {
        return Runs.futureOf(plan);
    }

    /** The entries of {@link Wove}, with options. Immutable. */
    public static final class WithOptions {
        private final WeaveOptions options;

        private WithOptions(WeaveOptions options) {
            this.options = options;
        }

        /** See {@link Wove#weave}. */
        public <R extends @Nullable Object, X extends Exception> R weave(String name, WeaveBlock<R> block) throws X {
            return Runs.valueOf(name, options, block);
        }

        /** See {@link Wove#weaveAsync}. */
        public <R extends @Nullable Object> WeaveFuture<R> weaveAsync(String name, WeaveBlock<R> block) {
            return Runs.futureOf(name, options, block);
        }

        /** See {@link Wove#weaveResult}. */
        public <R extends @Nullable Object> WeaveResult<R> weaveResult(String name, WeaveBlock<R> block) {
            return Runs.resultOf(name, options, block);
        }

        /** See {@link Wove#launchWeave}. */
        public <R extends @Nullable Object> LiveWeave<R> launchWeave(String name, WeaveBlock<R> block) {
            return Runs.launch(name, options, block);
        }

        /** See {@link Wove#plan}. */
        public <R extends @Nullable Object> Plan<R> plan(String name, WeaveBlock<R> block) {
            return Runs.plan(name, options, block);
        }
    }
}
