package dev.wove.internal.reuse;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** What one call of a task's method is given. */
public interface Arguments {
    /** The value for the parameter at {@code index}. */
    @Nullable
    Object get(int index);

    /** What a suspending method resumes. */
    Continuation<@Nullable Object> continuation();
}
