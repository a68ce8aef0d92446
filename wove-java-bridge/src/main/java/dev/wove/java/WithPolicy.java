package dev.wove.java;

import dev.wove.Plan;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.graph.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Weaves whose tasks are declared with a policy, as if their block began with {@code w = w.with(policy)}: what {@code w.with(...)}
 * gives inside wins. Obtained from {@link Wove#with(Policy)}. Immutable.
 *
 * <p>The tasks of a weave class have the options that the class gives, so there is no entry for those here.
 */
public sealed class WithPolicy permits Merging {
    private final WeaveOptions options;
    final Policy policy;

    WithPolicy(WeaveOptions options, Policy policy) {
        this.options = options;
        this.policy = NotNull.of(policy, "What was given as a policy", "Leave it out, or give Policy.none().");
    }

    /** Gives the same entries with {@code policy} besides; what is given later wins. */
    @CheckReturnValue
    public WithPolicy with(Policy policy) {
        var given = NotNull.of(policy, "What was given as a policy", "Leave it out, or give Policy.none().");
        return new WithPolicy(options, this.policy.with(given));
    }

    /** Gives the same entries with {@code options} besides; what is given later wins. */
    @CheckReturnValue
    public final WithPolicy with(WeaveOptions options) {
        return new WithPolicy(this.options.with(options), policy);
    }

    private <R extends @Nullable Object> WeaveBlock<R> in(WeaveBlock<R> block) {
        return block == null ? block : w -> block.declare(w.with(policy));
    }

    /** Runs a weave whose tasks have the policy and returns its value; see {@link Wove#weave(String, WeaveBlock)}. */
    public final <R extends @Nullable Object, X extends Exception> R weave(String name, WeaveBlock<R> block) throws X {
        return Runs.valueOf(name, options, in(block));
    }

    /**
     * Starts a weave whose tasks have the policy and returns at once; see
     * {@link Wove#weaveAsync(String, WeaveBlock)}.
     */
    public final <R extends @Nullable Object> WeaveFuture<R> weaveAsync(String name, WeaveBlock<R> block) {
        return Runs.futureOf(name, options, in(block));
    }

    /**
     * Runs a weave whose tasks have the policy and returns what became of each task; see
     * {@link Wove#weaveResult(String, WeaveBlock)}.
     */
    public final <R extends @Nullable Object> WeaveResult<R> weaveResult(String name, WeaveBlock<R> block) {
        return Runs.resultOf(name, options, in(block));
    }

    /**
     * Starts a weave whose tasks have the policy and returns a handle on it; see
     * {@link Wove#launchWeave(String, WeaveBlock)}.
     */
    public final <R extends @Nullable Object> LiveWeave<R> launchWeave(String name, WeaveBlock<R> block) {
        return Runs.launch(name, options, in(block));
    }

    /** Checks a weave whose tasks have the policy without running it; see {@link Wove#plan(String, WeaveBlock)}. */
    public final <R extends @Nullable Object> Plan<R> plan(String name, WeaveBlock<R> block) {
        return Runs.plan(name, options, in(block));
    }
}
