package dev.wove.java;

import dev.wove.Task;
import org.jspecify.annotations.Nullable;

/** Declares the tasks of a weave and returns the one whose value the weave returns. */
@FunctionalInterface
public interface WeaveBlock<R extends @Nullable Object> {
    Task<? extends R> declare(WeaveScope w) throws Exception;
}
