package dev.wove.remote.internal.worker;

import dev.wove.environment.RemoteMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters may be null: not primitive ones, and not those that JSpecify's annotations say so of. What is not null in
 * Kotlin cannot be seen from here; its functions say so themselves when they are called.
 */
final class NullArguments {
    private final BitSet refused = new BitSet();

    private NullArguments() {}

    static NullArguments of(RemoteMethod remote) {
        var nulls = new NullArguments();
        var method = remote.method();
        if (method != null) {
            boolean marked = isMarked(method);
            for (int i = 0; i < remote.parameterTypes().size(); i++) {
                boolean primitive = method.getParameterTypes()[i].isPrimitive();
                var annotations = method.getAnnotatedParameterTypes()[i].getAnnotations();
                if (primitive || has(annotations, "NonNull") || marked && !has(annotations, "Nullable")) {
                    nulls.refused.set(i);
                }
            }
        }
        return nulls;
    }

    boolean allowed(int index) {
        return !refused.get(index);
    }

    private static boolean isMarked(Method method) {
        // In Kotlin no annotation says that it is not.
        for (var annotation : method.getDeclaringClass().getDeclaredAnnotations()) {
            if (annotation.annotationType().getName().equals("kotlin.Metadata")) {
                return false;
            }
        }
        for (AnnotatedElement place = method; place != null; place = outside(place)) {
            if (has(place.getAnnotations(), "NullUnmarked")) {
                return false;
            }
            if (has(place.getAnnotations(), "NullMarked")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable AnnotatedElement outside(AnnotatedElement place) {
        if (place instanceof Method method) {
            return method.getDeclaringClass();
        }
        if (place instanceof Class<?> type) {
            return type.getEnclosingClass() != null ? type.getEnclosingClass() : type.getPackage();
        }
        return null;
    }

    private static boolean has(Annotation[] annotations, String name) {
        for (var annotation : annotations) {
            if (annotation.annotationType().getName().equals("org.jspecify.annotations." + name)) {
                return true;
            }
        }
        return false;
    }
}
