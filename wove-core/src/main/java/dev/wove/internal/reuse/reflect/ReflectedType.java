package dev.wove.internal.reuse.reflect;

import dev.wove.internal.reuse.TypeModel;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type of {@code java.lang.reflect}, with what its variables stand for. */
final class ReflectedType implements TypeModel {
    private final Type type;
    private final Map<TypeVariable<?>, TypeModel> bindings;
    private final List<TypeModel> arguments;

    private ReflectedType(Type type, Map<TypeVariable<?>, TypeModel> bindings, List<TypeModel> arguments) {
        this.type = type;
        this.bindings = bindings;
        this.arguments = arguments;
    }

    static TypeModel of(Type type, Map<TypeVariable<?>, TypeModel> bindings) {
        if (type instanceof TypeVariable<?> variable) {
            var bound = bindings.get(variable);
            return bound != null ? bound : new ReflectedType(variable, bindings, List.of());
        }
        var arguments = new ArrayList<TypeModel>();
        if (type instanceof ParameterizedType parameterized) {
            for (var argument : parameterized.getActualTypeArguments()) {
                arguments.add(of(argument, bindings));
            }
        }
        return new ReflectedType(type, bindings, arguments);
    }

    static TypeModel of(Class<?> type, TypeModel... arguments) {
        return new ReflectedType(type, Map.of(), List.of(arguments));
    }

    /** A generic class with its own variables as arguments. */
    static TypeModel withOwnVariables(Class<?> type) {
        var arguments = new ArrayList<TypeModel>();
        for (var variable : type.getTypeParameters()) {
            arguments.add(of(variable, Map.of()));
        }
        return new ReflectedType(type, Map.of(), arguments);
    }

    /** What the variables of the class stand for in this type; nothing if it is raw. */
    Map<TypeVariable<?>, TypeModel> argumentsByVariable() {
        var byVariable = new HashMap<TypeVariable<?>, TypeModel>();
        var variables = rawClass().getTypeParameters();
        for (int i = 0; i < arguments.size(); i++) {
            byVariable.put(variables[i], arguments.get(i));
        }
        return byVariable;
    }

    Class<?> rawClass() {
        return rawClass(type);
    }

    private static Class<?> rawClass(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return rawClass(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof TypeVariable<?> variable) {
            return rawClass(variable.getBounds()[0]);
        }
        return rawClass(((WildcardType) type).getUpperBounds()[0]);
    }

    @Override
    public Form form() {
        if (type instanceof TypeVariable<?>) {
            return Form.VARIABLE;
        }
        if (type instanceof WildcardType) {
            return Form.WILDCARD;
        }
        var raw = rawClass();
        return raw == void.class
                ? Form.VOID
                : raw.isPrimitive() ? Form.PRIMITIVE : raw.isArray() ? Form.ARRAY : Form.CLASS;
    }

    @Override
    public String name() {
        return switch (form()) {
            case VARIABLE -> ((TypeVariable<?>) type).getName();
            case ARRAY, WILDCARD -> "";
            default -> rawClass().getName();
        };
    }

    @Override
    public List<? extends TypeModel> arguments() {
        return arguments;
    }

    @Override
    public List<? extends TypeModel> supertypes() {
        var supertypes = new ArrayList<TypeModel>();
        if (type instanceof TypeVariable<?> variable) {
            for (var bound : variable.getBounds()) {
                supertypes.add(of(bound, bindings));
            }
        } else if (form() == Form.CLASS) {
            var raw = rawClass();
            boolean isRaw = arguments.isEmpty() && raw.getTypeParameters().length > 0;
            var byVariable = argumentsByVariable();
            var superclass = isRaw ? raw.getSuperclass() : raw.getGenericSuperclass();
            if (superclass != null) {
                supertypes.add(of(superclass, byVariable));
            }
            for (var implemented : isRaw ? raw.getInterfaces() : raw.getGenericInterfaces()) {
                supertypes.add(of(implemented, byVariable));
            }
        }
        return supertypes;
    }

    @Override
    public @Nullable TypeModel component() {
        if (type instanceof GenericArrayType array) {
            return of(array.getGenericComponentType(), bindings);
        }
        return type instanceof Class<?> c && c.isArray() ? of(c.getComponentType(), bindings) : null;
    }

    @Override
    public @Nullable TypeModel upper() {
        if (!(type instanceof WildcardType wildcard) || wildcard.getUpperBounds()[0] == Object.class) {
            return null;
        }
        return of(wildcard.getUpperBounds()[0], bindings);
    }

    @Override
    public @Nullable TypeModel lower() {
        return type instanceof WildcardType wildcard && wildcard.getLowerBounds().length > 0
                ? of(wildcard.getLowerBounds()[0], bindings)
                : null;
    }

    @Override
    public String toString() {
        return type.getTypeName();
    }
}
