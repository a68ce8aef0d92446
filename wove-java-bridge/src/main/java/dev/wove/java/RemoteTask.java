package dev.wove.java;

import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskKind;
import dev.wove.environment.RemoteMethod;
import dev.wove.internal.engine.body.Sendable;
import dev.wove.internal.engine.remote.Places;
import dev.wove.internal.graph.GivenValue;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task whose body is a method that runs elsewhere. */
final class RemoteTask<T extends @Nullable Object> extends JavaTask<T> implements Sendable {
    private final RemoteMethod method;
    private final @Nullable Object[] parts;

    RemoteTask(Graph graph, int index, RemoteMethod method, Object reference, @Nullable Object[] parts) {
        super(graph, index, TaskKind.BLOCKING, reference, (in, item) -> {
            throw new AssertionError("runs elsewhere");
        });
        this.method = method;
        this.parts = parts;
    }

    @Override
    protected RemoteTask<T> copy() {
        return new RemoteTask<>(graph, index, method, getBody(), parts);
    }

    @Override
    public Place placeFor(Policy policy) {
        return Places.of(this, policy);
    }

    @Override
    public RemoteMethod getMethod() {
        return method;
    }

    @Override
    public boolean isContract() {
        return true;
    }

    @Override
    public @Nullable Class<?> valueType() {
        return mapping() != null ? List.class : method.resultType() instanceof Class<?> type ? type : null;
    }

    @Override
    public List<@Nullable Object> arguments(@Nullable Object item) {
        var arguments = new ArrayList<@Nullable Object>(parts.length);
        for (var part : parts) {
            arguments.add(
                    part == RemoteTasks.ITEM
                            ? item
                            : part instanceof GivenValue<?> given ? given.value() : read((Task<?>) part));
        }
        return arguments;
    }
}
