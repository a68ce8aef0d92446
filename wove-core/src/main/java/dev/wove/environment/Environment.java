package dev.wove.environment;

import dev.wove.Policy;
import dev.wove.internal.CheckReturnValue;
import java.time.Duration;

/**
 * Where tasks run, and the options of those that end up there, as configuration has it. Options of a task win over them.
 *
 * <pre>{@code
 * http("https://reports.internal/wove").secret(env("REPORTS_KEY"))
 *         .retries(2).timeout(ofSeconds(60))
 *         .delivery(Delivery.heartbeat(ofSeconds(15)).maxInFlight(64))
 * }</pre>
 *
 * <p>Immutable: every option gives a new environment.
 */
@CheckReturnValue
public final class Environment {
    private final EnvironmentSource source;
    private final Policy policy;
    private final Delivery delivery;
    private final boolean lazy;

    private Environment(EnvironmentSource source, Policy policy, Delivery delivery, boolean lazy) {
        this.source = source;
        this.policy = policy;
        this.delivery = delivery;
        this.lazy = lazy;
    }

    public static Environment of(EnvironmentSource source) {
        return new Environment(source, Policy.none(), Delivery.none(), false);
    }

    /** With these options for its tasks, over those that it has. {@code workers} and {@code perMinute} apply to mapped ones only. */
    public Environment policy(Policy options) {
        return new Environment(source, policy.with(options), delivery, lazy);
    }

    /** Tries the tasks that run here again after a failure; {@link Policy.Builder#retries(int)}. */
    public Environment retries(int n) {
        return policy(Policy.retries(n));
    }

    /** Bounds each attempt of the tasks that run here; {@link Policy.Builder#timeout(Duration)}. */
    public Environment timeout(Duration limit) {
        return policy(Policy.timeout(limit));
    }

    /** With these options for the delivery of its tasks, over those that it has. */
    public Environment delivery(Delivery options) {
        return new Environment(source, policy, delivery.with(options), lazy);
    }

    /** A weave that uses it starts without asking whether it can be reached; its tasks find out. */
    public Environment lazy() {
        return new Environment(source, policy, delivery, true);
    }

    public EnvironmentSource source() {
        return source;
    }

    public Policy policy() {
        return policy;
    }

    public Delivery delivery() {
        return delivery;
    }

    public boolean isLazy() {
        return lazy;
    }

    /** Its name and the options given; never a secret. */
    @Override
    public String toString() {
        return source + " " + policy + " " + delivery + (lazy ? " lazy" : "");
    }
}
