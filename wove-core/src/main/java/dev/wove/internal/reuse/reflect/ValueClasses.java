package dev.wove.internal.reuse.reflect;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Kotlin's value classes: methods take and return what is in them, everyone else holds them boxed. */
final class ValueClasses {
    private ValueClasses() {}

    /** What is in {@code value} if it is of a value class over {@code type}, else null. */
    static @Nullable Object unboxed(Object value, Class<?> type) {
        try {
            Method unbox = value.getClass().getMethod("unbox-impl");
            return unbox.getReturnType() == type ? unbox.invoke(value) : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
