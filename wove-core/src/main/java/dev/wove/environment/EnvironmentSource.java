package dev.wove.environment;

import dev.wove.Policy;
import dev.wove.internal.CheckReturnValue;
import java.time.Duration;

/** A way to run tasks elsewhere, before it is configured as an {@link Environment}: {@code http("https://…")}. */
@FunctionalInterface
public interface EnvironmentSource {
    /** An executor that is not started. Called once per configuration, when the environment is first used. */
    EnvironmentExecutor open();

    /**
     * Gives to another one what this one does not take because nobody can be reached or all are busy, as long as nothing of a run
     * has been delivered: {@code http("https://…").otherwise(local(Reports.class, reports))}. What may have begun is never given
     * to it. Weaves start whether this one can be reached or not, which is tried again while there are tasks for it.
     */
    @CheckReturnValue
    default EnvironmentSource otherwise(EnvironmentSource other) {
        var first = this;
        return new EnvironmentSource() {
            @Override
            public EnvironmentExecutor open() {
                return new OtherwiseExecutor(first.open(), other.open());
            }

            @Override
            public String toString() {
                return first + ", otherwise " + other;
            }
        };
    }

    /** An environment of this. */
    @CheckReturnValue
    default Environment environment() {
        return Environment.of(this);
    }

    /** An environment of this whose tasks have {@code options} where they say nothing; {@link Environment#policy(Policy)}. */
    @CheckReturnValue
    default Environment policy(Policy options) {
        return environment().policy(options);
    }

    /** An environment of this whose tasks are tried again; {@link Policy.Builder#retries(int)}. */
    @CheckReturnValue
    default Environment retries(int n) {
        return environment().retries(n);
    }

    /** An environment of this that bounds each attempt of its tasks; {@link Policy.Builder#timeout(Duration)}. */
    @CheckReturnValue
    default Environment timeout(Duration limit) {
        return environment().timeout(limit);
    }

    /** An environment of this whose runs are delivered so; {@link Environment#delivery(Delivery)}. */
    @CheckReturnValue
    default Environment delivery(Delivery options) {
        return environment().delivery(options);
    }

    /** An environment of this that need not be there when a weave starts; {@link Environment#lazy()}. */
    @CheckReturnValue
    default Environment lazy() {
        return environment().lazy();
    }
}
