package dev.wove.environment;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A method that can run elsewhere: its name on the wire, and the types that go there and back. Of a suspending function of Kotlin
 * it tells what its source says, without the continuation. Immutable.
 */
public final class RemoteMethod {
    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private final String handler;
    private final @Nullable Class<?> owner;
    private final @Nullable Method method;
    private final List<Type> parameterTypes;
    private final List<String> parameterNames;
    private final Type resultType;
    private final boolean suspending;

    private RemoteMethod(
            String handler,
            @Nullable Class<?> owner,
            @Nullable Method method,
            List<Type> parameterTypes,
            List<String> parameterNames,
            Type resultType,
            boolean suspending) {
        this.handler = handler;
        this.owner = owner;
        this.method = method;
        this.parameterTypes = parameterTypes;
        this.parameterNames = parameterNames;
        this.resultType = resultType;
        this.suspending = suspending;
    }

    /**
     * A method of a type that both sides know.
     *
     * @param owner the type that it is called on, which may inherit it
     */
    public static RemoteMethod of(Class<?> owner, Method method) {
        var types = method.getGenericParameterTypes();
        var continuation = types.length == 0 ? null : resultOfContinuation(types[types.length - 1]);
        int count = continuation == null ? types.length : types.length - 1;
        var parameters = Arrays.asList(method.getParameters()).subList(0, count);
        return new RemoteMethod(
                handlerOf(owner, method),
                owner,
                method,
                List.of(types).subList(0, count),
                parameters.stream().allMatch(Parameter::isNamePresent)
                        ? parameters.stream().map(Parameter::getName).toList()
                        : List.of(),
                valueType(continuation == null ? method.getGenericReturnType() : continuation),
                continuation != null);
    }

    /** A handler of a worker in another language, known by its name only. Its arguments go by position. */
    public static RemoteMethod named(String handler, Type result) {
        return new RemoteMethod(handler, null, null, List.of(), List.of(), valueType(result), false);
    }

    private static @Nullable Type resultOfContinuation(Type type) {
        if (!(type instanceof ParameterizedType generic)
                || !generic.getRawType().getTypeName().equals(CONTINUATION)) {
            return null;
        }
        var argument = generic.getActualTypeArguments()[0];
        return argument instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 1
                ? wildcard.getLowerBounds()[0]
                : argument;
    }

    /** A stage is waited for, and what it ends with is the value. */
    private static Type valueType(Type declared) {
        var type = declared instanceof ParameterizedType generic
                        && generic.getRawType() instanceof Class<?> raw
                        && CompletionStage.class.isAssignableFrom(raw)
                        && generic.getActualTypeArguments().length == 1
                ? generic.getActualTypeArguments()[0]
                : declared;
        return type.getTypeName().equals("kotlin.Unit") || type == Void.class ? void.class : type;
    }

    private static String handlerOf(Class<?> owner, Method method) {
        var onType = owner.getAnnotation(Remote.class);
        var onMethod = method.getAnnotation(Remote.class);
        return (onType == null ? owner.getName().replace('$', '.') : onType.value()) + "."
                + (onMethod == null ? sourceName(method) : onMethod.value());
    }

    /** Kotlin adds to the names of functions that take value classes. */
    private static String sourceName(Method method) {
        var name = method.getName();
        int end = name.indexOf('-');
        return end > 0 ? name.substring(0, end) : name;
    }

    /** The name on the wire. */
    public String handler() {
        return handler;
    }

    /** The type that it is called on; null if only its name is known. */
    public @Nullable Class<?> owner() {
        return owner;
    }

    /** Null if only its name is known. */
    public @Nullable Method method() {
        return method;
    }

    /** The types of its parameters, with what they are generic in; empty if only its name is known. */
    public List<Type> parameterTypes() {
        return parameterTypes;
    }

    /** The names of its parameters; empty if they were not compiled in. */
    public List<String> parameterNames() {
        return parameterNames;
    }

    /** The type of its value, {@code void.class} if it has none. Of a stage it is that of what the stage ends with. */
    public Type resultType() {
        return resultType;
    }

    /** Whether it is a suspending function of Kotlin. */
    public boolean isSuspending() {
        return suspending;
    }

    /** The exceptions it declares, which a failure may be one of on both sides. */
    public List<Class<?>> exceptions() {
        return method == null ? List.of() : List.of(method.getExceptionTypes());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RemoteMethod that
                && handler.equals(that.handler)
                && Objects.equals(method, that.method)
                && resultType.equals(that.resultType);
    }

    @Override
    public int hashCode() {
        return handler.hashCode();
    }

    @Override
    public String toString() {
        return handler;
    }
}
