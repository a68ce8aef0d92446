package dev.wove.internal.run;

import org.jspecify.annotations.Nullable;

/** A body whatever its number of parameters: it takes them from an array. */
@FunctionalInterface
public interface ArrayCall {
    @Nullable
    Object run(@Nullable Object[] arguments) throws Exception;
}
