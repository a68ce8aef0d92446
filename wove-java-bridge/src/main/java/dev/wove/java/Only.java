package dev.wove.java;

import dev.wove.Plan;
import dev.wove.Task;
import dev.wove.Weave;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs just what some tasks of a {@link Weave} class need: {@code Wove.only(taskOf(PostPage::author)).weave(new PostPage(),
 * given("id", 7))}. Inputs that only the others take need not be given. Immutable.
 *
 * @param <T> the type of the value of the last of these tasks, which is that of the weave
 */
public final class Only<T extends @Nullable Object> {
    private final List<? extends Task<?>> tasks;
    private final @Nullable String name;
    private final WeaveOptions options;

    Only(List<? extends Task<?>> tasks, @Nullable String name, WeaveOptions options) {
        this.tasks = tasks;
        this.name = name;
        this.options = options;
    }

    private Runs.ClassRun run(Weave<?> weave, Given given, @Nullable ClassWeaveBlock block) {
        return new Runs.ClassRun(weave, given, tasks, name, options, block);
    }

    /** Runs these tasks of a weave class and returns the value; see {@link Wove#weave(Weave, Given...)}. */
    public <X extends Exception> T weave(Weave<?> weave, Given... given) throws X {
        return Runs.valueOf(run(weave, Given.all(given), null));
    }

    /**
     * Runs these tasks of a weave class as {@code block} changes it; see
     * {@link Wove#weave(Weave, Given, ClassWeaveBlock)}.
     */
    public <X extends Exception> T weave(Weave<?> weave, Given given, ClassWeaveBlock block) throws X {
        return Runs.valueOf(run(weave, given, block));
    }

    /** Starts these tasks of a weave class and returns at once; see {@link Wove#weaveAsync(Weave, Given...)}. */
    public WeaveFuture<T> weaveAsync(Weave<?> weave, Given... given) {
        return Runs.futureOf(run(weave, Given.all(given), null));
    }

    /**
     * Starts these tasks of a weave class as {@code block} changes it; see
     * {@link Wove#weaveAsync(Weave, Given, ClassWeaveBlock)}.
     */
    public WeaveFuture<T> weaveAsync(Weave<?> weave, Given given, ClassWeaveBlock block) {
        return Runs.futureOf(run(weave, given, block));
    }

    /** Runs these tasks of a weave class for a result; see {@link Wove#weaveResult(Weave, Given...)}. */
    public WeaveResult<T> weaveResult(Weave<?> weave, Given... given) {
        return Runs.resultOf(run(weave, Given.all(given), null));
    }

    /**
     * Runs these tasks of a weave class as {@code block} changes it; see
     * {@link Wove#weaveResult(Weave, Given, ClassWeaveBlock)}.
     */
    public WeaveResult<T> weaveResult(Weave<?> weave, Given given, ClassWeaveBlock block) {
        return Runs.resultOf(run(weave, given, block));
    }

    /** Starts these tasks of a weave class and returns a handle; see {@link Wove#launchWeave(Weave, Given...)}. */
    public LiveWeave<T> launchWeave(Weave<?> weave, Given... given) {
        return Runs.launch(run(weave, Given.all(given), null));
    }

    /**
     * Starts these tasks of a weave class as {@code block} changes it; see
     * {@link Wove#launchWeave(Weave, Given, ClassWeaveBlock)}.
     */
    public LiveWeave<T> launchWeave(Weave<?> weave, Given given, ClassWeaveBlock block) {
        return Runs.launch(run(weave, given, block));
    }

    /** Checks these tasks of a weave class and gives the plan; see {@link Wove#plan(Weave, Given...)}. */
    public Plan<T> plan(Weave<?> weave, Given... given) {
        return Runs.plan(run(weave, Given.all(given), null));
    }

    /**
     * Checks these tasks of a weave class as {@code block} changes it; see
     * {@link Wove#plan(Weave, Given, ClassWeaveBlock)}.
     */
    public Plan<T> plan(Weave<?> weave, Given given, ClassWeaveBlock block) {
        return Runs.plan(run(weave, given, block));
    }
}
