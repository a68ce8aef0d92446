package dev.wove.internal.reuse.reflect;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** What the Kotlin source of a method says that its class file does not; nothing if it has none. */
final class KotlinMethod {
    private final Method method;
    private final boolean isKotlin;
    private final KotlinFunctions.@Nullable Function function;
    private final @Nullable ValueClass[] unboxed;

    /** The value class that is returned, boxed or not. */
    private final @Nullable ValueClass returned;

    KotlinMethod(Method method, boolean isKotlin, KotlinFunctions functions) {
        this.method = method;
        this.isKotlin = isKotlin;
        this.function = functions.find(method.getName(), descriptor(method));
        var types = method.getParameterTypes();
        this.unboxed = new @Nullable ValueClass[types.length];
        var declared = function == null ? null : function.parameters();
        int last = types.length - (isSuspending() ? 1 : 0);
        if (declared != null && declared.size() == last) {
            for (int i = 0; i < last; i++) {
                unboxed[i] = unboxed(declared.get(i), types[i]);
            }
        }
        this.returned = function == null ? null : unboxed(function.returned(), method.getReturnType());
    }

    /** The value class of what is passed as {@code carrier}; null if that is no other type than the source has. */
    private @Nullable ValueClass unboxed(KotlinFunctions.Type type, Class<?> carrier) {
        var name = type.className();
        return carrier.getName().equals(name) ? null : ValueClass.find(name, method.getDeclaringClass());
    }

    static String descriptor(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }

    private boolean isSuspending() {
        var types = method.getParameterTypes();
        return types.length > 0 && types[types.length - 1] == Continuation.class;
    }

    String sourceName() {
        return function == null ? method.getName() : function.name();
    }

    /** The value class of a parameter that takes what is in it, else null. */
    @Nullable
    ValueClass unboxed(int parameter) {
        return unboxed[parameter];
    }

    /** The value class of what the method returns, if that is not to be seen. */
    @Nullable
    ValueClass boxedResult() {
        return isSuspending() ? null : returned;
    }

    boolean makesUnit() {
        return isKotlin && method.getReturnType() == void.class;
    }

    @Nullable
    Conversion resultConversion() {
        if (makesUnit()) {
            return Conversion.fromNothing();
        }
        if (returned == null || function == null) {
            return null;
        }
        boolean isNullable = function.returned().isNullable();
        if (!isSuspending()) {
            return Conversion.fromReturned(returned, isNullable);
        }
        return returned.content.isPrimitive()
                ? null
                : Conversion.fromSuspending(returned, isNullable, isNullable || overridesGeneric());
    }

    /** Whether it also has the plain name, by which it is called as what it overrides. */
    private boolean overridesGeneric() {
        return Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
                .anyMatch(other -> other.isBridge()
                        && other.getName().equals(sourceName())
                        && other.getParameterCount() == method.getParameterCount());
    }
}
