package dev.wove.internal.reuse.reflect;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** A value class of Kotlin: methods take and return what is in it, everyone else holds it boxed. */
final class ValueClass {
    /** The class, which only boxed values are of. */
    final Class<?> type;

    /** What is in it. */
    final Class<?> content;

    private final Method box;
    private final Method unbox;

    private ValueClass(Class<?> type, Method box, Method unbox) {
        this.type = type;
        this.content = unbox.getReturnType();
        this.box = box;
        this.unbox = unbox;
    }

    /** The class of that binary name as {@code user} sees it, or null if it is no value class. */
    static @Nullable ValueClass find(@Nullable String name, Class<?> user) {
        if (name == null) {
            return null;
        }
        try {
            var type = Class.forName(name, false, user.getClassLoader());
            var unbox = type.getDeclaredMethod("unbox-impl");
            var box = type.getDeclaredMethod("box-impl", unbox.getReturnType());
            return Modifier.isStatic(box.getModifiers()) ? new ValueClass(type, box, unbox) : null;
        } catch (ClassNotFoundException | NoSuchMethodException | LinkageError e) {
            return null;
        }
    }

    /** From what is in it. */
    Conversion boxing() {
        return conversion(box);
    }

    /** To what is in it. */
    Conversion unboxing() {
        return conversion(unbox);
    }

    private static Conversion conversion(Method method) {
        var handle = Access.handle(method).asType(MethodType.methodType(Object.class, Object.class));
        return value -> {
            try {
                return (Object) handle.invokeExact(value);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError("neither throws a checked exception: " + method, e);
            }
        };
    }
}
