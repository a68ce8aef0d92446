package dev.wove.function;

import org.jspecify.annotations.Nullable;

/** The body of a task that reads four inputs and makes no value. It may block and may throw. */
@FunctionalInterface
public interface TaskAction4<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object> {
    void run(A a, B b, C c, D d) throws Exception;
}
