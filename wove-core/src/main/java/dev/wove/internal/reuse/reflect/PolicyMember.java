package dev.wove.internal.reuse.reflect;

import dev.wove.Policy;
import dev.wove.internal.reuse.ClassModel.HiddenMember;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Locale;
import kotlin.Metadata;
import org.jspecify.annotations.Nullable;

/** The field, method or Kotlin property of a weave class that holds options. */
final class PolicyMember {
    private final AccessibleObject member;

    /** The value of a static final field, once read. */
    private volatile @Nullable Policy constant;

    private PolicyMember(AccessibleObject member) {
        this.member = member;
    }

    /** Looks for it from {@code weave} upwards. Private members do not count: a property of Kotlin is found by its getter. */
    static @Nullable PolicyMember find(Class<?> weave, String name) {
        var getter = name.isEmpty() ? name : "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (Class<?> type = weave; type != null && type != Object.class; type = type.getSuperclass()) {
            for (var method : type.getDeclaredMethods()) {
                if (isNamed(method, name, getter) && method.getParameterCount() == 0 && isVisible(method)) {
                    return new PolicyMember(method);
                }
            }
            for (var field : type.getDeclaredFields()) {
                if (field.getName().equals(name) && isVisible(field)) {
                    return new PolicyMember(field);
                }
            }
        }
        return null;
    }

    /** The private member that {@link #find} does not see; that of a companion object is no field of its own in Kotlin. */
    static @Nullable HiddenMember hidden(Class<?> weave, String name) {
        for (Class<?> type = weave; type != null && type != Object.class; type = type.getSuperclass()) {
            boolean isKotlin = type.isAnnotationPresent(Metadata.class);
            for (var method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0 && !method.isSynthetic()) {
                    return new HiddenMember(type.getSimpleName(), "method");
                }
            }
            for (var field : type.getDeclaredFields()) {
                boolean isOfCompanion = isKotlin && Modifier.isStatic(field.getModifiers());
                if (field.getName().equals(name) && !field.isSynthetic() && !isOfCompanion) {
                    return new HiddenMember(type.getSimpleName(), isKotlin ? "property" : "field");
                }
            }
        }
        return null;
    }

    /** Kotlin adds the module to the names of internal getters. */
    private static boolean isNamed(Method method, String name, String getter) {
        var own = method.getName();
        boolean isInternal =
                own.startsWith(getter + "$") && method.getDeclaringClass().isAnnotationPresent(Metadata.class);
        return own.equals(name) || own.equals(getter) || isInternal;
    }

    private static boolean isVisible(Member member) {
        return !Modifier.isPrivate(member.getModifiers()) && !member.isSynthetic();
    }

    /** Whether {@code self} is a proxy, which may have been made without a constructor, and this one of its fields. */
    boolean isUnsetIn(Object self) {
        return member instanceof Field field
                && !Modifier.isStatic(field.getModifiers())
                && Proxies.written(self.getClass()) != self.getClass();
    }

    Type genericType() {
        return member instanceof Method method ? method.getGenericReturnType() : ((Field) member).getGenericType();
    }

    /** Its value in {@code self}. */
    @Nullable
    Policy read(Object self) throws ReflectiveOperationException {
        var constant = this.constant;
        if (constant != null) {
            return constant;
        }
        Access.open(member, "read the policy " + ((Member) member).getName(), ((Member) member).getDeclaringClass());
        if (member instanceof Method method) {
            return (Policy) method.invoke(self);
        }
        var field = (Field) member;
        var value = (Policy) field.get(self);
        if (Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers())) {
            this.constant = value;
        }
        return value;
    }
}
