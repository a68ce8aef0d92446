package dev.wove.internal.reuse;

import org.jspecify.annotations.Nullable;

/**
 * Something in a weave class that cannot work.
 *
 * @param text what, where and how to fix it
 * @param method where it stands, null if it concerns the class
 * @param parameter where it stands in the method, null if it concerns all of it
 */
public record Mistake(
        Kind kind,
        String text,
        @Nullable MethodModel method,
        @Nullable ParameterModel parameter) {
    public enum Kind {
        NO_TASKS,
        BAD_METHOD,
        DUPLICATE_NAME,
        NO_PARAMETER_NAMES,
        UNKNOWN_NAME,
        CYCLE,
        WRONG_TYPE,
        NOT_ITERABLE,
        NO_ITEM,
        SEVERAL_ITEMS,
        NOT_MAPPED,
        NOT_BLOCKING,
        BAD_DURATION,
        BAD_OPTION,
        BAD_PARAMETER,
        UNAWAITED_STAGE
    }
}
