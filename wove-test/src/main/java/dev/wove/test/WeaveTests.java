package dev.wove.test;

import dev.wove.Plan;
import dev.wove.Weave;
import dev.wove.WeaveResult;
import dev.wove.config.WoveConfiguration;
import dev.wove.internal.config.Active;
import dev.wove.internal.reuse.reflect.WovenClass;
import dev.wove.test.internal.OpenBlocks;
import dev.wove.test.internal.PlanText;
import dev.wove.test.internal.VirtualTimeThread;
import dev.wove.trace.Trace;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tests of plain Java and of blocking Kotlin: in virtual time, with tasks replaced, and configured in
 * another way. Kotlin has
 * {@code weaveTest { }}, {@code replacing { }} and {@code configured { }}.
 */
public final class WeaveTests {
    private WeaveTests() {}

    /**
     * Runs {@code test} and waits for it; every weave that it runs is in the same {@link VirtualTime}. What the test throws
     * is thrown, the same instance.
     *
     * <pre>{@code
     * WeaveTests.virtualTime(time -> {
     *     Wove.weave("page", w -> w.with(retries(3).backoff(constant(ofHours(1)))).task("post", flaky));
     *     assertEquals(ofHours(3), time.elapsed());
     * });
     * }</pre>
     *
     * <p>The test runs on a thread of its own. Time holds still unless that thread waits in a blocking entry of Wove, in
     * {@link VirtualTime#sleep} or in {@link VirtualTime#letPass}; {@code join()} on a future belongs into the latter.
     * A test that takes longer than a minute of real time fails.
     */
    public static <X extends Exception> void virtualTime(VirtualTimeTest<X> test) throws X {
        new VirtualTimeThread(test).run();
    }

    /**
     * Runs {@code block} with tasks of {@code weave} replaced, in all runs of it that start meanwhile, whoever starts them.
     *
     * <pre>{@code
     * Page page = replacing("post-page", with("author", ada).and("ads", failing(down)), () -> service.page(7));
     * }</pre>
     *
     * <p>A stand-in needs none of the task's inputs but those it names, and what only fed the replaced task does not run:
     * it is skipped.
     *
     * <h2>Which weaves</h2>
     *
     * <p>Those that start on this thread and in bodies of weaves in it. A weave started on a thread of the code under test
     * belongs to the one open block that is about it. So a test that runs the same weave at the same time and replaces
     * nothing should do so in a block of its own, with {@link Replacements#nothing()}.
     *
     * <h2>Failure</h2>
     *
     * <p>A weave with a replacement that does not fit it (no such task, a value of another type) is refused before it
     * starts. That is thrown here at the end even if the code under test catches it, and so is that no such weave has run.
     *
     * @throws AssertionError if no weave of that name has run
     * @throws dev.wove.PlanException if a replacement does not fit
     * @throws X what {@code block} throws
     */
    public static <T extends @Nullable Object, X extends Exception> T replacing(
            String weave, Replacements with, TestBlock<T, X> block) throws X {
        return OpenBlocks.runOnThread(weave, with, block);
    }

    /**
     * Runs {@code action}, which returns nothing, with tasks of {@code weave} replaced, and fails if no weave of that name has run.
     *
     * @throws AssertionError if no weave of that name has run
     * @throws dev.wove.PlanException if a replacement does not fit
     * @throws X what {@code action} throws
     */
    public static <X extends Exception> void replacing(String weave, Replacements with, TestAction<X> action) throws X {
        OpenBlocks.<@Nullable Void>runOnThread(weave, with, () -> {
            action.run();
            return null;
        });
    }

    /**
     * Runs {@code block} with {@code settings} besides what is configured here; they win. What else runs in the process does not
     * see them, and so tests may run at the same time.
     *
     * <pre>{@code
     * Page page = configured(c -> c.task(Policy.retries(0)).limiter("partner", Limiter.concurrent(1)), () -> service.page(7));
     * }</pre>
     *
     * <p>They hold for weaves that start on this thread and in bodies of weaves in it, background ones as well. A weave
     * started on a thread of the code under test has the configuration of the process. Environments that were opened for it
     * are closed at its end.
     *
     * @throws dev.wove.config.ConfigurationException if what is set cannot be
     * @throws X what {@code block} throws
     */
    public static <T extends @Nullable Object, X extends Exception> T configured(
            Consumer<? super WoveConfiguration.Builder> settings, TestBlock<T, X> block) throws X {
        var configured = Active.block(settings);
        var before = Active.enter(configured);
        try {
            return block.run();
        } finally {
            Active.enter(before);
            configured.end();
        }
    }

    /**
     * Runs {@code action}, which returns nothing, with {@code settings} besides what is configured here. What else runs in the
     * process does not see them.
     *
     * @throws dev.wove.config.ConfigurationException if what is set cannot be
     * @throws X what {@code action} throws
     */
    public static <X extends Exception> void configured(
            Consumer<? super WoveConfiguration.Builder> settings, TestAction<X> action) throws X {
        WeaveTests.<@Nullable Void, X>configured(settings, () -> {
            action.run();
            return null;
        });
    }

    /** Begins assertions on a weave that has completed: {@code assertWeave(result).started("author").notStarted("post")}. */
    public static WeaveAssertions assertWeave(WeaveResult<?> result) {
        return new WeaveAssertions(result.trace());
    }

    /** Begins assertions on a run that is known by its trace: {@code assertWeave(runs.only("offers")).started("author")}. */
    public static WeaveAssertions assertWeave(Trace trace) {
        return new WeaveAssertions(trace);
    }

    /** Begins assertions on a plan. */
    public static PlanAssertions assertPlan(Plan<?> plan) {
        return new PlanAssertions(plan);
    }

    /** Returns the plan as text: one line per task, in the order declared, with its kind, its inputs and its options. */
    public static String textOf(Plan<?> plan) {
        return PlanText.of(plan);
    }

    /**
     * Checks how a weave class is wired, without running anything, as its first use would.
     *
     * @throws dev.wove.PlanException with what is wrong with it, all of it
     */
    public static void verifyWeave(Class<? extends Weave<?>> weave) {
        WovenClass.of(weave);
    }
}
