package dev.wove.environment;

import dev.wove.internal.CheckReturnValue;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run: what an {@link EnvironmentExecutor} is to send. Immutable; the values of its arguments may not be. */
@CheckReturnValue
public final class RemoteCall {
    private final String runId;
    private final RemoteMethod method;
    private final List<@Nullable Object> arguments;
    private final String weave;
    private final String task;
    private final long item;
    private final int attempt;
    private final Delivery delivery;
    private final @Nullable Duration budget;
    private final @Nullable String idempotencyKey;
    private final Map<String, String> context;

    private RemoteCall(
            String runId,
            RemoteMethod method,
            List<@Nullable Object> arguments,
            String weave,
            String task,
            long item,
            int attempt,
            Delivery delivery,
            @Nullable Duration budget,
            @Nullable String idempotencyKey,
            Map<String, String> context) {
        this.runId = runId;
        this.method = method;
        this.arguments = arguments;
        this.weave = weave;
        this.task = task;
        this.item = item;
        this.attempt = attempt;
        this.delivery = delivery;
        this.budget = budget;
        this.idempotencyKey = idempotencyKey;
        this.context = context;
    }

    /**
     * A run of {@code method}, of which nothing else is given yet.
     *
     * @param runId letters, digits and hyphens, at most 63, and no other run ever has it
     */
    public static RemoteCall of(String runId, RemoteMethod method, List<? extends @Nullable Object> arguments) {
        List<@Nullable Object> copy = new java.util.ArrayList<>(arguments);
        return new RemoteCall(
                runId,
                method,
                Collections.unmodifiableList(copy),
                "",
                method.handler(),
                -1,
                1,
                Delivery.none(),
                null,
                null,
                Map.of());
    }

    /** This call by another name: each attempt has its own. */
    public RemoteCall runId(String id) {
        return new RemoteCall(
                id, method, arguments, weave, task, item, attempt, delivery, budget, idempotencyKey, context);
    }

    /** This call as a run of that task of that weave, which workers are told and log. */
    public RemoteCall task(String weaveName, String taskName) {
        return new RemoteCall(
                runId,
                method,
                arguments,
                weaveName,
                taskName,
                item,
                attempt,
                delivery,
                budget,
                idempotencyKey,
                context);
    }

    /** This call as the run of one item of a mapped task, by its index; a negative one for none. */
    public RemoteCall item(long index) {
        return new RemoteCall(
                runId, method, arguments, weave, task, index, attempt, delivery, budget, idempotencyKey, context);
    }

    /** This call as that attempt of its task, counted from 1. */
    public RemoteCall attempt(int number) {
        return new RemoteCall(
                runId, method, arguments, weave, task, item, number, delivery, budget, idempotencyKey, context);
    }

    /** This call with these options of delivery in place of all that it had. */
    public RemoteCall delivery(Delivery options) {
        return new RemoteCall(
                runId, method, arguments, weave, task, item, attempt, options, budget, idempotencyKey, context);
    }

    /** This call with a time after which the worker stops it by itself; null for no limit. */
    public RemoteCall budget(@Nullable Duration left) {
        return new RemoteCall(
                runId, method, arguments, weave, task, item, attempt, delivery, left, idempotencyKey, context);
    }

    /** This call with the key that its work has whenever it is asked for again; null for none. */
    public RemoteCall idempotencyKey(@Nullable String key) {
        return new RemoteCall(runId, method, arguments, weave, task, item, attempt, delivery, budget, key, context);
    }

    /** This call with what goes along to its body: {@code traceparent}, {@code tracestate}, {@code baggage}, and {@code mdc.<key>}. */
    public RemoteCall context(Map<String, String> entries) {
        return new RemoteCall(
                runId,
                method,
                arguments,
                weave,
                task,
                item,
                attempt,
                delivery,
                budget,
                idempotencyKey,
                Map.copyOf(entries));
    }

    public String runId() {
        return runId;
    }

    public RemoteMethod method() {
        return method;
    }

    /** By position. */
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    public String weave() {
        return weave;
    }

    public String task() {
        return task;
    }

    /** The index of the item, negative if the task is not mapped. */
    public long item() {
        return item;
    }

    /** From 1. */
    public int attempt() {
        return attempt;
    }

    public Delivery delivery() {
        return delivery;
    }

    /** The time after which the worker is to stop it, from when it gets it; null for no limit. */
    public @Nullable Duration budget() {
        return budget;
    }

    public @Nullable String idempotencyKey() {
        return idempotencyKey;
    }

    public Map<String, String> context() {
        return context;
    }

    /** Without the arguments, which may be secret. */
    @Override
    public String toString() {
        return method + " as " + runId;
    }
}
