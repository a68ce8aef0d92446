package dev.wove.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JacksonModule;
import tools.jackson.module.kotlin.KotlinModule;

/** What there is to know of Kotlin's classes, without needing Kotlin. */
final class KotlinTypes {
    static final String MODULE = "tools.jackson.module:jackson-module-kotlin";

    private static final boolean HAS_MODULE = isPresent("tools.jackson.module.kotlin.KotlinModule");

    private KotlinTypes() {}

    /** Whether {@code jackson-module-kotlin} is there. */
    static boolean canBeRead() {
        return HAS_MODULE;
    }

    /** Only where it {@linkplain #canBeRead is there}. */
    static JacksonModule module() {
        return Found.module();
    }

    /** A class of its own, as the verifier loads what its methods return. */
    private static final class Found {
        static JacksonModule module() {
            return new KotlinModule.Builder().build();
        }
    }

    static boolean isKotlin(Class<?> type) {
        return hasAnnotation(type, "kotlin.Metadata");
    }

    static boolean isValueClass(Class<?> type) {
        return hasAnnotation(type, "kotlin.jvm.JvmInline");
    }

    /** The copy function is what only data classes are given; it has a longer name where it takes value classes. */
    static boolean isDataClass(Class<?> type) {
        return isKotlin(type)
                && Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.isSynthetic()
                                && method.getName().startsWith("copy")
                                && method.getName().endsWith("$default"));
    }

    static boolean isObject(Class<?> type) {
        return isKotlin(type)
                && Arrays.stream(type.getDeclaredFields())
                        .anyMatch(field -> field.getName().equals("INSTANCE")
                                && Modifier.isStatic(field.getModifiers())
                                && field.getType() == type);
    }

    /** The types of what a data class or value class holds. */
    static List<Part> parts(Class<?> type) {
        var parts = new ArrayList<Part>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                parts.add(new Part(field.getName(), field.getGenericType()));
            }
        }
        return parts;
    }

    record Part(String name, Type type) {}

    private static boolean hasAnnotation(Class<?> type, String name) {
        for (@Nullable Annotation annotation : type.getDeclaredAnnotations()) {
            if (annotation != null && annotation.annotationType().getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, KotlinTypes.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
