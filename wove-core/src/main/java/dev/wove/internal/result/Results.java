package dev.wove.internal.result;

import dev.wove.Outcome;
import dev.wove.internal.graph.Ending;
import dev.wove.internal.graph.TaskNode;
import org.jspecify.annotations.Nullable;

/** Reads the state of a task as an outcome. */
public final class Results {
    private Results() {}

    public static <T extends @Nullable Object> Outcome<T> outcome(TaskNode<T> node) {
        var state = node.state();
        if (state == null || state instanceof TaskNode.Waiter) {
            throw new IllegalStateException("Task '" + node.name() + "' in " + node.graph.title() + " has not ended");
        }
        if (state instanceof Ending ending) {
            return switch (ending.kind) {
                case FAILED -> new Outcome.Failed<>(ending.cause);
                case CANCELLED -> new Outcome.Cancelled<>(ending.cause);
                case SKIPPED -> new Outcome.Skipped<>(ending.cause);
            };
        }
        return new Outcome.Succeeded<>(node.valueOf(state));
    }

    /** Throws {@code failure} as it is, checked or not. */
    @SuppressWarnings("unchecked")
    public static <X extends Throwable> RuntimeException rethrow(Throwable failure) throws X {
        throw (X) failure;
    }
}
