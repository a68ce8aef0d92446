package dev.wove.internal.graph;

import java.lang.invoke.MethodType;

/** Whether a value of one class can be read as another. */
public final class Types {
    private Types() {}

    public static boolean fits(Class<?> value, Class<?> wanted) {
        return boxed(wanted).isAssignableFrom(boxed(value));
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
