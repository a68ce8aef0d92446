package dev.wove.internal.graph;

import java.lang.invoke.MethodType;

/** Whether a value of one class can be read as another. */
public final class Types {
    private Types() {}

    public static boolean fits(Class<?> value, Class<?> wanted) {
        return boxed(wanted).isAssignableFrom(boxed(value));
    }

    /** The name of {@code type} with its article, for messages. */
    public static String a(Class<?> type) {
        var name = type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
        return ("AEIOaeio".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    public static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
