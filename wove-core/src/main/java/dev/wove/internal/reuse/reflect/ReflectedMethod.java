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
import java.util.List;
import java.util.Map;
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

    ReflectedMethod(
            Method method,
            Map<TypeVariable<?>, TypeModel> bindings,
            @Nullable Wiring wiring,
            int indexInWiring,
            @Nullable List<String> names,
            @Nullable Method defaults,
            int defaultBits) {
        this.method = method;
        this.bindings = bindings;
        this.wiring = wiring;
        this.indexInWiring = indexInWiring;
        this.defaults = defaults;
        var reflected = method.getParameters();
        for (int i = 0; i < reflected.length; i++) {
            var name = names != null ? names.get(i) : reflected[i].isNamePresent() ? reflected[i].getName() : null;
            boolean hasDefault = i < Integer.SIZE && (defaultBits >>> i & 1) != 0;
            parameters.add(new ReflectedParameter(reflected[i], name, hasDefault));
        }
    }

    @Override
    public String name() {
        return method.getName();
    }

    @Override
    public List<? extends ParameterModel> parameters() {
        return parameters;
    }

    @Override
    public TypeModel returnType() {
        return ReflectedType.of(method.getGenericReturnType(), bindings);
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

        ReflectedParameter(Parameter parameter, @Nullable String name, boolean hasDefault) {
            this.parameter = parameter;
            this.name = name;
            this.hasDefault = hasDefault;
        }

        @Override
        public @Nullable String name() {
            return name;
        }

        @Override
        public TypeModel type() {
            return ReflectedType.of(parameter.getParameterizedType(), bindings);
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
