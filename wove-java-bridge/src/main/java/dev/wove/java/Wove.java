package dev.wove.java;

import dev.wove.BackgroundWeaves;
import dev.wove.Exit;
import dev.wove.Plan;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.Weave;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.config.WoveConfiguration;
import dev.wove.function.TaskBody;
import dev.wove.function.TaskBody1;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.engine.Merges;
import dev.wove.internal.engine.scope.ScopeExecution;
import dev.wove.internal.graph.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.BaseStream;
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
    private static final WithOptions DEFAULTS = new WithOptions(WeaveOptions.none(), null);

    private static final Merging MERGING = new Merging(Policy.none());

    private Wove() {}

    /**
     * Sets what holds for this process from its first weave on; see {@link WoveConfiguration}. Calls add up, and what is set
     * later wins.
     *
     * <pre>{@code
     * Wove.configure(c -> c.workers(64)
     *         .task(Policy.retries(1))
     *         .weave("nightly-*", WeaveOptions.workers(8))
     *         .policy("partner", Policy.retries(3).limiter("partner"))   // w.with(Policy.named("partner"))
     *         .limiter("partner", Limiter.perMinute(600)));
     * }</pre>
     *
     * @throws IllegalStateException if there has been a weave; it says which
     * @throws dev.wove.config.ConfigurationException if what is set cannot be
     */
    public static void configure(Consumer<? super WoveConfiguration.Builder> settings) {
        WoveConfiguration.configure(settings);
    }

    /**
     * Gives the same entries with {@code options}. Calls add up: {@code Wove.with(a).with(b)} has both, and what is given later
     * wins.
     */
    @CheckReturnValue
    public static WithOptions with(WeaveOptions options) {
        return DEFAULTS.with(options);
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

    // Scopes

    /** Opens a scope that waits for its calls when it is closed; see {@link #taskScope(Exit)}. */
    public static LiveScope taskScope() {
        return DEFAULTS.taskScope();
    }

    /**
     * Opens a scope, in which calls start at once. To be closed by this thread, and so best opened by
     * {@code try (var scope = Wove.taskScope()) { ... }}.
     *
     * @throws IllegalStateException inside suspending code of a weave or scope, where closing it could deadlock
     */
    public static LiveScope taskScope(Exit exit) {
        return DEFAULTS.taskScope(exit);
    }

    // Weave classes

    /** Gives the same entries, which call scopes and the weaves of classes {@code name} in messages, threads and plans. */
    @CheckReturnValue
    public static WithOptions named(String name) {
        return DEFAULTS.named(name);
    }

    /** Gives entries that run just what {@code task} of a weave class needs, and return its value. */
    public static <T extends @Nullable Object> Only<T> only(Task<T> task) {
        return DEFAULTS.only(task);
    }

    /** Gives entries that run just what these tasks of a weave class need; their values are in the result. */
    public static Only<@Nullable Object> only(Task<?> first, Task<?>... more) {
        return DEFAULTS.only(first, more);
    }

    /**
     * Runs the tasks of a weave class with these inputs and returns the value of the last declared one. Blocks, and fails, like
     * {@link #weave(String, WeaveBlock)}.
     *
     * @throws dev.wove.PlanException if the class cannot work as declared, or an input is missing, unknown or of a wrong type
     */
    public static <R extends @Nullable Object, X extends Exception> R weave(Weave<R> weave, Given... given) throws X {
        return DEFAULTS.weave(weave, given);
    }

    /**
     * Runs the tasks of a weave class, with those that {@code block} overrides and adds, and returns the value of the
     * last declared one; else like {@link #weave(Weave, Given...)}.
     */
    public static <R extends @Nullable Object, X extends Exception> R weave(
            Weave<R> weave, Given given, ClassWeaveBlock block) throws X {
        return DEFAULTS.weave(weave, given, block);
    }

    /** Starts the tasks of a weave class and returns at once; see {@link #weaveAsync(String, WeaveBlock)}. */
    public static <R extends @Nullable Object> WeaveFuture<R> weaveAsync(Weave<R> weave, Given... given) {
        return DEFAULTS.weaveAsync(weave, given);
    }

    /**
     * Starts the tasks of a weave class, with those that {@code block} overrides and adds, and returns at once; else
     * like {@link #weaveAsync(Weave, Given...)}.
     */
    public static <R extends @Nullable Object> WeaveFuture<R> weaveAsync(
            Weave<R> weave, Given given, ClassWeaveBlock block) {
        return DEFAULTS.weaveAsync(weave, given, block);
    }

    /** Runs the tasks of a weave class and returns what became of each; see {@link #weaveResult(String, WeaveBlock)}. */
    public static <R extends @Nullable Object> WeaveResult<R> weaveResult(Weave<R> weave, Given... given) {
        return DEFAULTS.weaveResult(weave, given);
    }

    /**
     * Runs the tasks of a weave class, with those that {@code block} overrides and adds, and returns what became of
     * each; else like {@link #weaveResult(Weave, Given...)}.
     */
    public static <R extends @Nullable Object> WeaveResult<R> weaveResult(
            Weave<R> weave, Given given, ClassWeaveBlock block) {
        return DEFAULTS.weaveResult(weave, given, block);
    }

    /** Starts the tasks of a weave class and returns a handle; see {@link #launchWeave(String, WeaveBlock)}. */
    public static <R extends @Nullable Object> LiveWeave<R> launchWeave(Weave<R> weave, Given... given) {
        return DEFAULTS.launchWeave(weave, given);
    }

    /**
     * Starts the tasks of a weave class, with those that {@code block} overrides and adds, and returns a handle; else
     * like {@link #launchWeave(Weave, Given...)}.
     */
    public static <R extends @Nullable Object> LiveWeave<R> launchWeave(
            Weave<R> weave, Given given, ClassWeaveBlock block) {
        return DEFAULTS.launchWeave(weave, given, block);
    }

    /** Checks a weave class with these inputs, and gives the plan of what would run. */
    public static <R extends @Nullable Object> Plan<R> plan(Weave<R> weave, Given... given) {
        return DEFAULTS.plan(weave, given);
    }

    /**
     * Checks a weave class with these inputs, with the tasks that {@code block} overrides and adds, and gives the plan
     * of what would run.
     */
    public static <R extends @Nullable Object> Plan<R> plan(Weave<R> weave, Given given, ClassWeaveBlock block) {
        return DEFAULTS.plan(weave, given, block);
    }

    // In the background

    /** Gives {@code launchWeave} for weaves that belong to {@code background} alone. */
    public static Launching in(BackgroundWeaves background) {
        return new Launching(background, WeaveOptions.none(), null);
    }

    // Merging

    /**
     * Gives {@link #merge} and {@link #mergeAsync} with the options of a task, and weaves whose tasks are all declared with
     * them. Calls add up, and what is given later wins.
     */
    @CheckReturnValue
    public static Merging with(Policy policy) {
        return MERGING.with(policy);
    }

    // Generated by tables; do not edit: ./mvnw -pl tables test -Dtables.update=true

    /**
     * Runs {@code body}, which may block, as a task of its own inside the blocking body that calls this, and returns
     * its value; see {@link Merging}. Blocks until nothing of it is running any more; an interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param body what is run
     * @throws X what the body failed with
     * @throws IllegalStateException outside the body of a task, and in one that must not block: use {@link
     *   Merging#mergeAsync} there
     */
    public static <R extends @Nullable Object, X extends Exception> R merge(String name, TaskBody<? extends R> body)
            throws X {
        return MERGING.merge(name, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an iterable and returns what it makes of them, in their
     * order; see {@link Merging}. Blocks until nothing of it is running any more; an interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param body is given an item
     * @throws X what the body failed with
     * @throws IllegalStateException outside the body of a task, and in one that must not block: use {@link
     *   Merging#mergeAsync} there
     */
    public static <I extends @Nullable Object, R extends @Nullable Object, X extends Exception> List<R> merge(
            String name, Iterable<? extends I> items, TaskBody1<? super I, ? extends R> body) throws X {
        return MERGING.merge(name, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of an array and returns what it makes of them, in their order;
     * see {@link Merging}. Blocks until nothing of it is running any more; an interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param items the items, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     * @throws X what the body failed with
     * @throws IllegalStateException outside the body of a task, and in one that must not block: use {@link
     *   Merging#mergeAsync} there
     */
    public static <I extends @Nullable Object, R extends @Nullable Object, X extends Exception> List<R> merge(
            String name, I[] items, TaskBody1<? super I, ? extends R> body) throws X {
        return MERGING.merge(name, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every entry of a map and returns what it makes of them, in their order;
     * see {@link Merging}. Blocks until nothing of it is running any more; an interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param items the entries, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     * @throws X what the body failed with
     * @throws IllegalStateException outside the body of a task, and in one that must not block: use {@link
     *   Merging#mergeAsync} there
     */
    public static <
                    K extends @Nullable Object,
                    V extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            List<R> merge(
                    String name,
                    Map<? extends K, ? extends V> items,
                    TaskBody1<? super Map.Entry<K, V>, ? extends R> body)
                    throws X {
        return MERGING.merge(name, items, body);
    }

    /**
     * Runs {@code body}, which may block, for every item of a stream and returns what it makes of them, in their order;
     * see {@link Merging}. Blocks until nothing of it is running any more; an interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param items the items, of which at most 1024 are under way at once unless {@code workers} or {@code maxPending}
     *   says otherwise; it is closed when they have ended or will not start
     * @param body is given an item
     * @throws X what the body failed with
     * @throws IllegalStateException outside the body of a task, and in one that must not block: use {@link
     *   Merging#mergeAsync} there
     */
    public static <I extends @Nullable Object, R extends @Nullable Object, X extends Exception> List<R> merge(
            String name, BaseStream<? extends I, ?> items, TaskBody1<? super I, ? extends R> body) throws X {
        return MERGING.merge(name, items, body);
    }

    /**
     * Starts {@code body}, which returns a stage, as a task of its own inside the body that calls this, and gives its
     * value as it will be; see {@link Merging}. The calling body lends its slots until then. Cancelling the future
     * cancels the merge.
     *
     * @param name what messages, threads and traces call it
     * @param body what is run
     * @throws IllegalStateException outside the body of a task
     */
    public static <R extends @Nullable Object> WeaveFuture<R> mergeAsync(
            String name, TaskBody<? extends CompletionStage<? extends R>> body) {
        return MERGING.mergeAsync(name, body);
    }

    /**
     * Starts {@code body}, which returns a stage, for every item of an iterable and gives what the stages make of them,
     * in their order, as it will be; see {@link Merging}. The calling body lends its slots until then. Cancelling the
     * future cancels the merge.
     *
     * @param name what messages, threads and traces call it
     * @param items the items, all of which start unless {@code workers} says otherwise; of what is no collection, at
     *   most 1024 are under way at once
     * @param body is given an item
     * @throws IllegalStateException outside the body of a task
     */
    public static <I extends @Nullable Object, R extends @Nullable Object> WeaveFuture<List<R>> mergeAsync(
            String name,
            Iterable<? extends I> items,
            TaskBody1<? super I, ? extends CompletionStage<? extends R>> body) {
        return MERGING.mergeAsync(name, items, body);
    }

    /**
     * Starts {@code body}, which returns a stage, for every item of an array and gives what the stages make of them, in
     * their order, as it will be; see {@link Merging}. The calling body lends its slots until then. Cancelling the
     * future cancels the merge.
     *
     * @param name what messages, threads and traces call it
     * @param items the items, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     * @throws IllegalStateException outside the body of a task
     */
    public static <I extends @Nullable Object, R extends @Nullable Object> WeaveFuture<List<R>> mergeAsync(
            String name, I[] items, TaskBody1<? super I, ? extends CompletionStage<? extends R>> body) {
        return MERGING.mergeAsync(name, items, body);
    }

    /**
     * Starts {@code body}, which returns a stage, for every entry of a map and gives what the stages make of them, in
     * their order, as it will be; see {@link Merging}. The calling body lends its slots until then. Cancelling the
     * future cancels the merge.
     *
     * @param name what messages, threads and traces call it
     * @param items the entries, all of which start unless {@code workers} says otherwise
     * @param body is given an item
     * @throws IllegalStateException outside the body of a task
     */
    public static <K extends @Nullable Object, V extends @Nullable Object, R extends @Nullable Object>
            WeaveFuture<List<R>> mergeAsync(
                    String name,
                    Map<? extends K, ? extends V> items,
                    TaskBody1<? super Map.Entry<K, V>, ? extends CompletionStage<? extends R>> body) {
        return MERGING.mergeAsync(name, items, body);
    }

    /**
     * Starts {@code body}, which returns a stage, for every item of a stream and gives what the stages make of them, in
     * their order, as it will be; see {@link Merging}. The calling body lends its slots until then. Cancelling the
     * future cancels the merge.
     *
     * @param name what messages, threads and traces call it
     * @param items the items, of which at most 1024 are under way at once unless {@code workers} or {@code maxPending}
     *   says otherwise; it is closed when they have ended or will not start
     * @param body is given an item
     * @throws IllegalStateException outside the body of a task
     */
    public static <I extends @Nullable Object, R extends @Nullable Object> WeaveFuture<List<R>> mergeAsync(
            String name,
            BaseStream<? extends I, ?> items,
            TaskBody1<? super I, ? extends CompletionStage<? extends R>> body) {
        return MERGING.mergeAsync(name, items, body);
    }

    /**
     * Calls {@code method} elsewhere inside the body that calls this, and returns its value; see {@link Merging}.
     * Blocks until nothing of it is running any more, here or there; an interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param method a reference to a method of an interface that both sides know, such as {@code Reports::render}
     * @param a is its argument
     * @throws X what the method failed with
     * @throws IllegalStateException outside the body of a task, and in one that must not block: use {@link
     *   Merging#mergeRemoteAsync} there
     */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R mergeRemote(String name, MethodReference.Of1<W, A, R> method, A a) throws X {
        return MERGING.mergeRemote(name, method, a);
    }

    /**
     * Calls {@code method}, which makes no value, elsewhere inside the body that calls this, and returns its value; see
     * {@link Merging}. Blocks until nothing of it is running any more, here or there; an interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param method a reference to a method of an interface that both sides know, such as {@code Reports::render}
     * @param a is its argument
     * @throws X what the method failed with
     * @throws IllegalStateException outside the body of a task, and in one that must not block: use {@link
     *   Merging#mergeRemoteAsync} there
     */
    public static <W extends @Nullable Object, A extends @Nullable Object, X extends Exception> @Nullable
            Void mergeRemote(String name, MethodReference.ActionOf1<W, A> method, A a) throws X {
        return MERGING.mergeRemote(name, method, a);
    }

    /**
     * Calls {@code method} elsewhere for each of {@code items} inside the body that calls this, and returns what it
     * makes of them, in their order; see {@link Merging}. Blocks until nothing of it is running any more, here or
     * there; an interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param method a reference to a method of an interface that both sides know, such as {@code Reports::render}
     * @param items are its arguments
     * @throws X what the method failed with
     * @throws IllegalStateException outside the body of a task, and in one that must not block: use {@link
     *   Merging#mergeEachRemoteAsync} there
     */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            List<R> mergeEachRemote(String name, MethodReference.Of1<W, A, R> method, Iterable<? extends A> items)
                    throws X {
        return MERGING.mergeEachRemote(name, method, items);
    }

    /**
     * Calls {@code method}, which makes no value, elsewhere for each of {@code items} inside the body that calls this,
     * and returns what it makes of them, in their order; see {@link Merging}. Blocks until nothing of it is running any
     * more, here or there; an interrupt cancels it.
     *
     * @param name what messages, threads and traces call it
     * @param method a reference to a method of an interface that both sides know, such as {@code Reports::render}
     * @param items are its arguments
     * @throws X what the method failed with
     * @throws IllegalStateException outside the body of a task, and in one that must not block: use {@link
     *   Merging#mergeEachRemoteAsync} there
     */
    public static <W extends @Nullable Object, A extends @Nullable Object, X extends Exception>
            List<@Nullable Void> mergeEachRemote(
                    String name, MethodReference.ActionOf1<W, A> method, Iterable<? extends A> items) throws X {
        return MERGING.mergeEachRemote(name, method, items);
    }

    /**
     * Calls {@code method} elsewhere inside the body that calls this, and gives as it will be its value; see {@link
     * Merging}. The calling body lends its slots until it has ended. Cancelling the future cancels it, here and there.
     *
     * @param name what messages, threads and traces call it
     * @param method a reference to a method of an interface that both sides know, such as {@code Reports::render}
     * @param a is its argument
     * @throws IllegalStateException outside the body of a task
     */
    public static <W extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
            WeaveFuture<R> mergeRemoteAsync(String name, MethodReference.Of1<W, A, R> method, A a) {
        return MERGING.mergeRemoteAsync(name, method, a);
    }

    /**
     * Calls {@code method}, which makes no value, elsewhere inside the body that calls this, and gives as it will be
     * its value; see {@link Merging}. The calling body lends its slots until it has ended. Cancelling the future
     * cancels it, here and there.
     *
     * @param name what messages, threads and traces call it
     * @param method a reference to a method of an interface that both sides know, such as {@code Reports::render}
     * @param a is its argument
     * @throws IllegalStateException outside the body of a task
     */
    public static <W extends @Nullable Object, A extends @Nullable Object> WeaveFuture<@Nullable Void> mergeRemoteAsync(
            String name, MethodReference.ActionOf1<W, A> method, A a) {
        return MERGING.mergeRemoteAsync(name, method, a);
    }

    /**
     * Calls {@code method} elsewhere for each of {@code items} inside the body that calls this, and gives as it will be
     * what it makes of them, in their order; see {@link Merging}. The calling body lends its slots until it has ended.
     * Cancelling the future cancels it, here and there.
     *
     * @param name what messages, threads and traces call it
     * @param method a reference to a method of an interface that both sides know, such as {@code Reports::render}
     * @param items are its arguments
     * @throws IllegalStateException outside the body of a task
     */
    public static <W extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
            WeaveFuture<List<R>> mergeEachRemoteAsync(
                    String name, MethodReference.Of1<W, A, R> method, Iterable<? extends A> items) {
        return MERGING.mergeEachRemoteAsync(name, method, items);
    }

    /**
     * Calls {@code method}, which makes no value, elsewhere for each of {@code items} inside the body that calls this,
     * and gives as it will be what it makes of them, in their order; see {@link Merging}. The calling body lends its
     * slots until it has ended. Cancelling the future cancels it, here and there.
     *
     * @param name what messages, threads and traces call it
     * @param method a reference to a method of an interface that both sides know, such as {@code Reports::render}
     * @param items are its arguments
     * @throws IllegalStateException outside the body of a task
     */
    public static <W extends @Nullable Object, A extends @Nullable Object>
            WeaveFuture<List<@Nullable Void>> mergeEachRemoteAsync(
                    String name, MethodReference.ActionOf1<W, A> method, Iterable<? extends A> items) {
        return MERGING.mergeEachRemoteAsync(name, method, items);
    }

    // Generated until here

    // Blocking functions

    /**
     * Calls {@code body}, which may block, where blocking bodies run, and gives its value as it will be. Cancelling the
     * future interrupts it. Inside a task it is a merge, and takes a slot of that weave's {@code maxBlocking}, while the
     * calling body lends its own. It works elsewhere, too.
     */
    public static <R extends @Nullable Object> WeaveFuture<R> onBlockingPool(TaskBody<? extends R> body) {
        if (Merges.INSTANCE.isInsideHere()) {
            return MERGING.onBlockingPool(body);
        }
        return weaveAsync("onBlockingPool", w -> w.task("body", body));
    }

    /** Makes a function that returns a future of one that blocks: each call goes through {@link #onBlockingPool}. */
    public static <A extends @Nullable Object, R extends @Nullable Object> Function<A, WeaveFuture<R>> pooled(
            TaskBody1<? super A, ? extends R> function) {
        return argument -> onBlockingPool(() -> function.run(argument));
    }

    /** The entries of {@link Wove}, with options. Immutable. */
    public static final class WithOptions {
        private final WeaveOptions options;

        private final @Nullable String name;

        private WithOptions(WeaveOptions options, @Nullable String name) {
            this.options = given(options);
            this.name = name;
        }

        private static WeaveOptions given(@Nullable WeaveOptions options) {
            var what = "What was given as the options of a weave";
            return NotNull.of(options, what, "Leave them out, or give WeaveOptions.none().");
        }

        /** Gives the same entries with {@code options} besides; what is given later wins. */
        @CheckReturnValue
        public WithOptions with(WeaveOptions options) {
            return new WithOptions(this.options.with(given(options)), name);
        }

        /** Gives entries for weaves with these options, whose tasks are declared with {@code policy}. */
        @CheckReturnValue
        public WithPolicy with(Policy policy) {
            return new WithPolicy(options, policy);
        }

        /** Runs a weave with these options and returns its value; see {@link Wove#weave}. */
        public <R extends @Nullable Object, X extends Exception> R weave(String name, WeaveBlock<R> block) throws X {
            return Runs.valueOf(name, options, block);
        }

        /** Starts a weave with these options and returns at once; see {@link Wove#weaveAsync}. */
        public <R extends @Nullable Object> WeaveFuture<R> weaveAsync(String name, WeaveBlock<R> block) {
            return Runs.futureOf(name, options, block);
        }

        /** Runs a weave with these options and returns what became of each task; see {@link Wove#weaveResult}. */
        public <R extends @Nullable Object> WeaveResult<R> weaveResult(String name, WeaveBlock<R> block) {
            return Runs.resultOf(name, options, block);
        }

        /** Starts a weave with these options and returns a handle on it; see {@link Wove#launchWeave}. */
        public <R extends @Nullable Object> LiveWeave<R> launchWeave(String name, WeaveBlock<R> block) {
            return Runs.launch(name, options, block);
        }

        /** Checks a weave with these options without running it; see {@link Wove#plan}. */
        public <R extends @Nullable Object> Plan<R> plan(String name, WeaveBlock<R> block) {
            return Runs.plan(name, options, block);
        }

        // Scopes

        /** Opens a scope with these options; see {@link Wove#taskScope()}. */
        public LiveScope taskScope() {
            return taskScope(Exit.WAIT);
        }

        /** Opens a scope with these options that ends as {@code exit} says; see {@link Wove#taskScope(Exit)}. */
        public LiveScope taskScope(Exit exit) {
            var scope = ScopeExecution.Companion.onThisThread(name, options, exit);
            scope.open();
            return new LiveScope(scope);
        }

        // Weave classes

        /** Gives the same entries, for scopes and weave classes called {@code name}; see {@link Wove#named}. */
        @CheckReturnValue
        public WithOptions named(String name) {
            return new WithOptions(options, name);
        }

        /** Gives entries that run just what {@code task} needs; see {@link Wove#only(Task)}. */
        public <T extends @Nullable Object> Only<T> only(Task<T> task) {
            return new Only<>(List.of(task), name, options);
        }

        /** Gives entries that run just what these tasks need; see {@link Wove#only(Task, Task...)}. */
        public Only<@Nullable Object> only(Task<?> first, Task<?>... more) {
            var tasks = new ArrayList<Task<?>>();
            tasks.add(first);
            tasks.addAll(List.of(more));
            return new Only<>(tasks, name, options);
        }

        private Runs.ClassRun run(Weave<?> weave, Given given, @Nullable ClassWeaveBlock block) {
            return new Runs.ClassRun(weave, given, List.of(), name, options, block);
        }

        /** Runs a weave class and returns the value; see {@link Wove#weave(Weave, Given...)}. */
        public <R extends @Nullable Object, X extends Exception> R weave(Weave<R> weave, Given... given) throws X {
            return Runs.valueOf(run(weave, Given.all(given), null));
        }

        /** Runs a weave class as {@code block} changes it; see {@link Wove#weave(Weave, Given, ClassWeaveBlock)}. */
        public <R extends @Nullable Object, X extends Exception> R weave(
                Weave<R> weave, Given given, ClassWeaveBlock block) throws X {
            return Runs.valueOf(run(weave, given, block));
        }

        /** Starts a weave class and returns at once; see {@link Wove#weaveAsync(Weave, Given...)}. */
        public <R extends @Nullable Object> WeaveFuture<R> weaveAsync(Weave<R> weave, Given... given) {
            return Runs.futureOf(run(weave, Given.all(given), null));
        }

        /** Starts a class as {@code block} changes it; see {@link Wove#weaveAsync(Weave, Given, ClassWeaveBlock)}. */
        public <R extends @Nullable Object> WeaveFuture<R> weaveAsync(
                Weave<R> weave, Given given, ClassWeaveBlock block) {
            return Runs.futureOf(run(weave, given, block));
        }

        /** Runs a weave class for a result; see {@link Wove#weaveResult(Weave, Given...)}. */
        public <R extends @Nullable Object> WeaveResult<R> weaveResult(Weave<R> weave, Given... given) {
            return Runs.resultOf(run(weave, Given.all(given), null));
        }

        /** Runs a class as {@code block} changes it; see {@link Wove#weaveResult(Weave, Given, ClassWeaveBlock)}. */
        public <R extends @Nullable Object> WeaveResult<R> weaveResult(
                Weave<R> weave, Given given, ClassWeaveBlock block) {
            return Runs.resultOf(run(weave, given, block));
        }

        /** Starts a weave class and returns a handle; see {@link Wove#launchWeave(Weave, Given...)}. */
        public <R extends @Nullable Object> LiveWeave<R> launchWeave(Weave<R> weave, Given... given) {
            return Runs.launch(run(weave, Given.all(given), null));
        }

        /** Starts a class as {@code block} changes it; see {@link Wove#launchWeave(Weave, Given, ClassWeaveBlock)}. */
        public <R extends @Nullable Object> LiveWeave<R> launchWeave(
                Weave<R> weave, Given given, ClassWeaveBlock block) {
            return Runs.launch(run(weave, given, block));
        }

        /** Checks a weave class and gives the plan; see {@link Wove#plan(Weave, Given...)}. */
        public <R extends @Nullable Object> Plan<R> plan(Weave<R> weave, Given... given) {
            return Runs.plan(run(weave, Given.all(given), null));
        }

        /** Checks a weave class as {@code block} changes it; see {@link Wove#plan(Weave, Given, ClassWeaveBlock)}. */
        public <R extends @Nullable Object> Plan<R> plan(Weave<R> weave, Given given, ClassWeaveBlock block) {
            return Runs.plan(run(weave, given, block));
        }
    }
}
