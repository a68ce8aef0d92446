package dev.wove.java;

import dev.wove.Task;
import dev.wove.TaskKind;
import dev.wove.internal.engine.body.EngineTask;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.Types;
import java.util.concurrent.CompletionStage;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** A task whose body is a Java lambda, brought into one form: it gets the accessor to its inputs, and its item. */
class JavaTask<T extends @Nullable Object> extends EngineTask<T> implements Inputs {
    /** Any body, whatever its inputs. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object run(Inputs in, @Nullable Object item) throws Exception;
    }

    private final Call call;
    private final Object body;

    JavaTask(Graph graph, int index, TaskKind kind, Object body, Call call) {
        super(graph, index, kind);
        this.body = body;
        this.call = call;
    }

    @Override
    protected JavaTask<T> copy() {
        return new JavaTask<>(graph, index, kind, body, call);
    }

    @Override
    public Object getBody() {
        return body;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V extends @Nullable Object> V get(Task<? extends V> task) {
        return (V) read(task);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V extends @Nullable Object> dev.wove.Outcome<V> outcome(Task<? extends V> task) {
        return (dev.wove.Outcome<V>) outcomeOf(task);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V> @Nullable V orNull(Task<? extends V> task) {
        return (V) valueOrNullOf(task);
    }

    @Override
    public @Nullable Object callBlocking(@Nullable Object item) {
        var value = called(item);
        if (value instanceof CompletionStage<?>) {
            throw new IllegalStateException("The body of task '" + name() + "' in " + graph.title() + " returned "
                    + Types.a(value.getClass())
                    + ", which nobody would wait for.\n  Instead of   " + blockingForm() + "(\"" + name()
                    + "\", ...)\n  use          " + stageForm() + "(\"" + name() + "\", ...)");
        }
        return value;
    }

    /** How a body that blocks is given. */
    String blockingForm() {
        return "w.task";
    }

    /** How a body that returns a stage is given. */
    String stageForm() {
        return "w.async";
    }

    @Override
    public CompletionStage<?> callStage(@Nullable Object item) {
        var stage = (CompletionStage<?>) called(item);
        if (stage == null) {
            throw new NullPointerException("The body of task '" + name() + "' in " + graph.title()
                    + " returned null instead of a CompletionStage.\n  Return CompletableFuture.completedFuture(null) for"
                    + " a null value.");
        }
        return stage;
    }

    private @Nullable Object called(@Nullable Object item) {
        try {
            return call.run(this, item);
        } catch (Exception e) {
            throw dev.wove.internal.result.Results.rethrow(e);
        }
    }

    @Override
    public @Nullable Object startSuspending(@Nullable Object item, Continuation<? super @Nullable Object> completion) {
        throw new AssertionError("not suspending: " + this);
    }
}
