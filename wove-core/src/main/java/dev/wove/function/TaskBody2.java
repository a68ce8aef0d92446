package dev.wove.function;

import org.jspecify.annotations.Nullable;

/** The body of a task that reads two inputs and makes a value. It may block and may throw. */
@FunctionalInterface
public interface TaskBody2<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {
    R run(A a, B b) throws Exception;
}
