package dev.wove.remote.internal.worker;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.codec.Codecs;
import dev.wove.environment.RemoteMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The handlers of a worker by their names. Filled before it starts. */
public final class HandlerTable {
    private final Map<String, Handler> handlers = new TreeMap<>();
    private final @Nullable Codecs codecs;

    /** @param codecs null if nothing goes over a wire */
    public HandlerTable(@Nullable Codecs codecs) {
        this.codecs = codecs;
    }

    /**
     * All methods of an interface, and nothing else of the object.
     *
     * @throws IllegalArgumentException if one cannot be served
     */
    public <T> void serve(Class<T> contract, T implementation) {
        if (!contract.isInterface()) {
            throw new IllegalArgumentException(contract.getName() + " is no interface.\n"
                    + "  Serve the interface that both sides know; weave classes are given to weave().");
        }
        for (var method : contract.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
                add(RemoteMethod.of(contract, method), () -> implementation);
            }
        }
    }

    /** The methods of a weave class that are tasks, each call on an object of its own. */
    public <W extends Weave<?>> void weave(Class<W> type, Supplier<? extends W> instances) {
        var tasks = new LinkedHashMap<String, Method>();
        for (Class<?> level = type; level != null && level != Weave.class; level = level.getSuperclass()) {
            for (var method : level.getDeclaredMethods()) {
                if (!method.isSynthetic() && !Modifier.isStatic(method.getModifiers()) && isTask(method, level)) {
                    tasks.putIfAbsent(method.getName() + Arrays.toString(method.getParameterTypes()), method);
                }
            }
        }
        for (var method : tasks.values()) {
            add(RemoteMethod.of(type, method), instances);
        }
    }

    /** A method that overrides a task is one as well. */
    private static boolean isTask(Method method, Class<?> level) {
        for (Class<?> each = level; each != null && each != Weave.class; each = each.getSuperclass()) {
            try {
                if (each.getDeclaredMethod(method.getName(), method.getParameterTypes())
                        .isAnnotationPresent(Do.class)) {
                    return true;
                }
            } catch (NoSuchMethodException e) {
                // Not declared there
            }
        }
        return false;
    }

    private void add(RemoteMethod method, Supplier<?> target) {
        var before = handlers.putIfAbsent(method.handler(), new Handler(method, target, codecs));
        if (before != null) {
            throw new IllegalArgumentException("The worker serves two methods named '" + method.handler() + "': "
                    + before.method().method() + " and " + method.method()
                    + ".\n  Give one of them another name with @Remote.");
        }
    }

    public @Nullable Handler get(String name) {
        return handlers.get(name);
    }

    /** Their names, each with the names of its parameters as far as they are known. */
    public Map<String, List<String>> names() {
        var names = new LinkedHashMap<String, List<String>>();
        handlers.forEach((name, handler) -> names.put(name, handler.parameterNames()));
        return names;
    }

    boolean isEmpty() {
        return handlers.isEmpty();
    }
}
