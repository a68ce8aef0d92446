package dev.wove.function;

import org.jspecify.annotations.Nullable;

/** The body of a task that reads four inputs and makes a value. It may block and may throw. */
@FunctionalInterface
public interface TaskBody4<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        R extends @Nullable Object> {
    R run(A a, B b, C c, D d) throws Exception;
}
