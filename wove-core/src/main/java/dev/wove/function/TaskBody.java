package dev.wove.function;

import org.jspecify.annotations.Nullable;

/** The body of a task that reads no input and makes a value. It may block and may throw. */
@FunctionalInterface
public interface TaskBody<R extends @Nullable Object> {
    R run() throws Exception;
}
