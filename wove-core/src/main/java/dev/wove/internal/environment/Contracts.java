package dev.wove.internal.environment;

import dev.wove.PlanException;
import dev.wove.environment.PayloadTypes;
import dev.wove.environment.Remote;
import dev.wove.environment.RemoteMethod;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the methods that references stand for, and checks each once whether it can run elsewhere. */
public final class Contracts {
    /** By class, so that none is kept that is not needed any more. */
    private static final ClassValue<Map<String, RemoteMethod>> FOUND = new ClassValue<>() {
        @Override
        protected Map<String, RemoteMethod> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Contracts() {}

    /**
     * The method of {@code owner} of that name in the class file.
     *
     * @param descriptor of its parameters and its value, in the class file
     * @throws PlanException if it cannot run elsewhere
     */
    public static RemoteMethod of(Class<?> owner, String name, String descriptor) {
        var known = FOUND.get(owner);
        var found = known.get(name + descriptor);
        if (found != null) {
            return found;
        }
        var method = find(owner, name, descriptor);
        var contract = RemoteMethod.of(owner, method);
        check(contract, method);
        known.put(name + descriptor, contract);
        return contract;
    }

    /** The same of a method that is referred to, whose value has the type that it says. */
    public static RemoteMethod referred(Class<?> owner, String name, String descriptor) {
        var contract = of(owner, name, descriptor);
        var method = contract.method();
        if (method != null && CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            throw refused(contract, RemoteTypes.STAGE.why(), RemoteTypes.STAGE.fix());
        }
        return contract;
    }

    private static Method find(Class<?> owner, String name, String descriptor) {
        try {
            var type = MethodType.fromMethodDescriptorString(descriptor, owner.getClassLoader());
            return methods(owner)
                    .filter(each -> each.getName().equals(name))
                    .filter(each -> List.of(each.getParameterTypes()).equals(type.parameterList()))
                    .filter(each -> each.getReturnType() == type.returnType())
                    .findFirst()
                    .orElseThrow(() -> new PlanException(owner.getName() + " has no method " + name + " that can run"
                            + " elsewhere.\n  Refer to a method of an interface, as in Reports::render."));
        } catch (TypeNotPresentException e) {
            throw new PlanException(
                    "The types of " + owner.getName() + "." + name + " are not all there: " + e.getMessage());
        }
    }

    private static Stream<Method> methods(Class<?> owner) {
        return Stream.concat(Stream.of(owner.getMethods()), Stream.of(owner.getDeclaredMethods()))
                .filter(each -> !Modifier.isStatic(each.getModifiers()) && !each.isBridge());
    }

    private static void check(RemoteMethod contract, Method method) {
        var owner = contract.owner();
        checkName(method);
        if (owner != null) {
            checkName(owner);
        }
        var twin = methods(owner == null ? method.getDeclaringClass() : owner)
                .filter(each -> !each.isSynthetic() && !hasSameTypes(each, method))
                .filter(each -> RemoteMethod.of(method.getDeclaringClass(), each)
                        .handler()
                        .equals(RemoteMethod.of(method.getDeclaringClass(), method)
                                .handler()))
                .findFirst();
        if (twin.isPresent()) {
            throw refused(contract, RemoteTypes.OVERLOADED.why(), RemoteTypes.OVERLOADED.fix());
        }
        for (var type : contract.parameterTypes()) {
            check(contract, type, "takes a " + type.getTypeName());
        }
        if (contract.resultType() != void.class) {
            check(
                    contract,
                    contract.resultType(),
                    "returns a " + contract.resultType().getTypeName());
        }
    }

    private static void checkName(AnnotatedElement named) {
        var remote = named.getAnnotation(Remote.class);
        if (remote != null && !RemoteTypes.isName(remote.value())) {
            throw new PlanException(RemoteTypes.badName(remote.value()));
        }
    }

    private static boolean hasSameTypes(Method one, Method other) {
        return one.getName().equals(other.getName())
                && List.of(one.getParameterTypes()).equals(List.of(other.getParameterTypes()));
    }

    private static void check(RemoteMethod contract, Type type, String what) {
        var raw = raw(type);
        var refusal = raw == null ? null : RemoteTypes.of(raw.getName(), above -> above.isAssignableFrom(raw));
        if (refusal != null) {
            throw refused(contract, what + refusal.why(), refusal.fix());
        }
        codecs().ifPresent(codecs -> {
            try {
                codecs.check(type);
            } catch (IllegalArgumentException e) {
                throw refused(contract, what, String.valueOf(e.getMessage()));
            }
        });
    }

    private static @Nullable Class<?> raw(Type type) {
        return type instanceof Class<?> plain
                ? plain
                : type instanceof java.lang.reflect.ParameterizedType generic ? (Class<?>) generic.getRawType() : null;
    }

    private static Optional<PayloadTypes> codecs() {
        return Loaded.CODECS;
    }

    private static PlanException refused(RemoteMethod contract, String what, String fix) {
        return new PlanException(RemoteTypes.text(contract.handler(), what, fix));
    }

    /** Looked for when the first method is checked. */
    private static final class Loaded {
        static final Optional<PayloadTypes> CODECS = ServiceLoader.load(
                        PayloadTypes.class, PayloadTypes.class.getClassLoader())
                .findFirst();
    }
}
