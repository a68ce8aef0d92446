package dev.wove.internal.reuse.reflect;

import dev.wove.internal.reuse.MethodModel;
import dev.wove.internal.reuse.ParameterModel;
import dev.wove.internal.reuse.TypeModel;
import dev.wove.internal.reuse.Wiring;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A method read by reflection, with what was generated for it. */
final class ReflectedMethod implements MethodModel {
    final Method method;
    private final Map<TypeVariable<?>, TypeModel> bindings;
    private final List<ReflectedParameter> parameters = new ArrayList<>();

    /** What calls the method without reflection, null if nothing was generated. */
    final @Nullable Wiring wiring;

    final int indexInWiring;

    /** The function that fills in default values, null if there are none. */
    final @Nullable Method defaults;

    private final KotlinMethod kotlin;

    ReflectedMethod(
            Method method,
            KotlinMethod kotlin,
            Map<TypeVariable<?>, TypeModel> bindings,
            @Nullable Wiring wiring,
            int indexInWiring,
            @Nullable List<String> names,
            @Nullable Method defaults,
            int defaultBits) {
        this.method = method;
        this.kotlin = kotlin;
        this.bindings = bindings;
        this.wiring = wiring;
        this.indexInWiring = indexInWiring;
        this.defaults = defaults;
        var reflected = method.getParameters();
        for (int i = 0; i < reflected.length; i++) {
            var name = names != null ? names.get(i) : reflected[i].isNamePresent() ? reflected[i].getName() : null;
            boolean hasDefault = i < Integer.SIZE && (defaultBits >>> i & 1) != 0;
            parameters.add(new ReflectedParameter(reflected[i], name, hasDefault, kotlin.unboxed(i)));
        }
    }

    /** What to do with the arguments, with null for those that are given as they are; null if there is nothing to do. */
    @Nullable
    Conversion @Nullable [] argumentConversions() {
        var types = method.getParameterTypes();
        var all = new @Nullable Conversion[types.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = Conversion.toParameter(types[i], kotlin.unboxed(i));
        }
        return Arrays.stream(all).allMatch(Objects::isNull) ? null : all;
    }

    /** What to do with what the method returns, null if nothing. */
    @Nullable
    Conversion resultConversion() {
        return kotlin.resultConversion();
    }

    /** Whether it makes Unit, as Kotlin functions do that return nothing. */
    boolean makesUnit() {
        return kotlin.makesUnit();
    }

    @Override
    public String name() {
        return method.getName();
    }

    @Override
    public String sourceName() {
        return kotlin.sourceName();
    }

    @Override
    public List<? extends ParameterModel> parameters() {
        return parameters;
    }

    @Override
    public TypeModel returnType() {
        var boxed = kotlin.boxedResult();
        return boxed == null ? ReflectedType.of(method.getGenericReturnType(), bindings) : ReflectedType.of(boxed.type);
    }

    @Override
    public <A extends Annotation> @Nullable A annotation(Class<A> type) {
        return method.getAnnotation(type);
    }

    @Override
    public boolean isStatic() {
        return Modifier.isStatic(method.getModifiers());
    }

    @Override
    public boolean isPrivate() {
        return Modifier.isPrivate(method.getModifiers());
    }

    @Override
    public boolean isGeneric() {
        return method.getTypeParameters().length > 0;
    }

    @Override
    public String toString() {
        return method.toString();
    }

    private final class ReflectedParameter implements ParameterModel {
        private final Parameter parameter;
        private final @Nullable String name;
        private final boolean hasDefault;
        private final @Nullable ValueClass unboxed;

        ReflectedParameter(
                Parameter parameter, @Nullable String name, boolean hasDefault, @Nullable ValueClass unboxed) {
            this.parameter = parameter;
            this.name = name;
            this.hasDefault = hasDefault;
            this.unboxed = unboxed;
        }

        @Override
        public @Nullable String name() {
            return name;
        }

        @Override
        public TypeModel type() {
            return unboxed == null
                    ? ReflectedType.of(parameter.getParameterizedType(), bindings)
                    : ReflectedType.of(unboxed.type);
        }

        @Override
        public boolean takesNull() {
            return !parameter.getType().isPrimitive();
        }

        @Override
        public <A extends Annotation> @Nullable A annotation(Class<A> type) {
            return parameter.getAnnotation(type);
        }

        @Override
        public boolean hasDefault() {
            return hasDefault;
        }
    }
}
