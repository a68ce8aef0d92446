package dev.wove.internal.reuse.reflect;

import dev.wove.Weave;
import dev.wove.internal.reuse.TypeModel;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types that a weave class declares for what goes in and what comes out, with its type variables filled in. */
public final class DeclaredTypes {
    private final Map<String, Type> inputs;
    private final Type value;

    private DeclaredTypes(Map<String, Type> inputs, Type value) {
        this.inputs = inputs;
        this.value = value;
    }

    /** @throws dev.wove.PlanException if the class cannot work as declared */
    public static DeclaredTypes of(Class<? extends Weave<?>> weave) {
        var woven = WovenClass.of(weave);
        var inputs = new LinkedHashMap<String, Type>();
        for (int i = 0; i < woven.inputCount(); i++) {
            inputs.put(woven.inputName(i), typeOf(woven.inputType(i)));
        }
        var value = argumentOfWeave(ReflectedType.withOwnVariables(weave));
        return new DeclaredTypes(inputs, value == null ? Object.class : typeOf(value));
    }

    /** @throws NoSuchElementException if there is no such input */
    public Type input(String name) {
        var type = inputs.get(name);
        if (type == null) {
            throw new NoSuchElementException(
                    "There is no input '" + name + "'. Inputs: " + String.join(", ", inputs.keySet()));
        }
        return type;
    }

    /** Of the value of the weave. */
    public Type value() {
        return value;
    }

    private static @Nullable TypeModel argumentOfWeave(TypeModel type) {
        if (type.name().equals(Weave.class.getName())) {
            return type.arguments().isEmpty() ? null : type.arguments().get(0);
        }
        for (var supertype : type.supertypes()) {
            var found = argumentOfWeave(supertype);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Type typeOf(TypeModel type) {
        return switch (type.form()) {
            case ARRAY -> arrayOf(typeOf(type.component()));
            case WILDCARD -> type.upper() == null ? Object.class : typeOf(type.upper());
            case VARIABLE ->
                type.supertypes().isEmpty()
                        ? Object.class
                        : typeOf(type.supertypes().get(0));
            default -> classOf((ReflectedType) type);
        };
    }

    private static Type classOf(ReflectedType type) {
        var raw = type.rawClass();
        if (type.arguments().isEmpty()) {
            return raw;
        }
        return new Filled(
                raw, type.arguments().stream().map(DeclaredTypes::typeOf).toArray(Type[]::new));
    }

    /** An array of what is generic is read as a list of it would be: by the class of its elements. */
    private static Type arrayOf(Type component) {
        var raw = component instanceof Filled filled ? filled.raw : (Class<?>) component;
        return Array.newInstance(raw, 0).getClass();
    }

    /** A generic class with arguments. */
    private record Filled(Class<?> raw, Type[] arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && that.getRawType() == raw
                    && Arrays.equals(that.getActualTypeArguments(), arguments);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(arguments) ^ raw.hashCode();
        }

        @Override
        public String toString() {
            return Arrays.stream(arguments)
                    .map(Type::getTypeName)
                    .collect(Collectors.joining(", ", raw.getName() + "<", ">"));
        }
    }
}
