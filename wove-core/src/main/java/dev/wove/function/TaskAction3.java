package dev.wove.function;

import org.jspecify.annotations.Nullable;

/** The body of a task that reads three inputs and makes no value. It may block and may throw. */
@FunctionalInterface
public interface TaskAction3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {
    void run(A a, B b, C c) throws Exception;
}
