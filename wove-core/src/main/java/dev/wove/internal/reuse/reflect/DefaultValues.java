package dev.wove.internal.reuse.reflect;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The default values of a function of Kotlin: {@code foo(a, b)} has a static {@code foo$default(self, a, b, mask, marker)}. */
public final class DefaultValues {
    /** Stands for an argument that is not given. */
    public static final Object ABSENT = WovenTask.ABSENT;

    static final String SUFFIX = "$default";
    private static final MethodType UNIFORM = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final MethodHandle filling;
    private final Class<?>[] types;
    private final int parameters;
    private final int bits;

    /**
     * @param filling the static method
     * @param parameters how many arguments the source knows
     * @param bits which of them have a default value
     */
    DefaultValues(Method filling, int parameters, int bits) {
        this.types = filling.getParameterTypes();
        this.filling = Access.handle(filling)
                .asSpreader(Object[].class, types.length - 1)
                .asType(UNIFORM);
        this.parameters = parameters;
        this.bits = bits;
    }

    /** Those of a function of an interface; null if it has none. */
    public static @Nullable DefaultValues ofInterface(Method method, int parameters) {
        var type = method.getDeclaringClass();
        for (var home : homes(type)) {
            var filling = find(home, type, method);
            var file = filling == null ? null : ClassFile.of(home);
            if (filling != null && file != null) {
                var descriptor = filling.getName() + KotlinMethod.descriptor(filling);
                return new DefaultValues(filling, parameters, file.bitsTested(descriptor, maskSlot(filling)));
            }
        }
        return null;
    }

    /** Beside the interface, or in it, as the compiler was told. */
    private static List<Class<?>> homes(Class<?> type) {
        try {
            return List.of(type, Class.forName(type.getName() + "$DefaultImpls", false, type.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return List.of(type);
        }
    }

    /** The static method of {@code home} that fills in what is left out of {@code method}; null if there is none. */
    static @Nullable Method find(Class<?> home, Class<?> self, Method method) {
        var own = method.getParameterTypes();
        for (var candidate : home.getDeclaredMethods()) {
            var all = candidate.getParameterTypes();
            if (candidate.getName().equals(method.getName() + SUFFIX)
                    && Modifier.isStatic(candidate.getModifiers())
                    && all.length == own.length + 3
                    && all[0] == self
                    && Arrays.equals(own, Arrays.copyOfRange(all, 1, own.length + 1))) {
                return candidate;
            }
        }
        return null;
    }

    static int maskSlot(Method defaults) {
        var types = defaults.getParameterTypes();
        int slot = 0;
        for (int i = 0; i < types.length - 2; i++) {
            slot += types[i] == long.class || types[i] == double.class ? 2 : 1;
        }
        return slot;
    }

    /** Whether the parameter at {@code index} has one. */
    public boolean has(int index) {
        return (bits & 1 << index) != 0;
    }

    /** @param given the arguments, {@link #ABSENT} where a default value is wanted, and the continuation if it suspends */
    public @Nullable Object call(Object self, @Nullable Object[] given) throws Throwable {
        var all = new Object[types.length - 1];
        System.arraycopy(given, 0, all, 0, given.length);
        int mask = 0;
        for (int i = 0; i < parameters; i++) {
            if (given[i] == ABSENT) {
                mask |= 1 << i;
                all[i] = zero(types[i + 1]);
            }
        }
        all[all.length - 2] = mask;
        return (Object) filling.invokeExact(self, all);
    }

    private static @Nullable Object zero(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
