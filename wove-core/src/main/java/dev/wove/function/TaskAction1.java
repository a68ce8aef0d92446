package dev.wove.function;

import org.jspecify.annotations.Nullable;

/** The body of a task that reads one input and makes no value. It may block and may throw. */
@FunctionalInterface
public interface TaskAction1<A extends @Nullable Object> {
    void run(A a) throws Exception;
}
