package dev.wove.internal.reuse.reflect;

import org.jspecify.annotations.Nullable;

/** What the calls of a task's method are given, of which there may be one for each item. */
public interface ItemArguments {
    @Nullable
    Object get(int index, @Nullable Object item);
}
