package dev.wove.function;

import org.jspecify.annotations.Nullable;

/** The body of a task that reads one input and makes a value. It may block and may throw. */
@FunctionalInterface
public interface TaskBody1<A extends @Nullable Object, R extends @Nullable Object> {
    R run(A a) throws Exception;
}
