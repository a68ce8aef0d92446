package dev.wove.internal.environment;

import dev.wove.PlanException;
import dev.wove.environment.RemoteMethod;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks templates of idempotency keys against the method whose runs they are for, before anything runs. */
public final class KeyTemplates {
    private static final String FIX =
            "It may name text, numbers, enums, dates and UUIDs, and paths to them in arguments:" + " {post.id}, {0}.";

    private static final Set<Class<?>> PRIMITIVES = Set.of(
            int.class, long.class, short.class, byte.class, char.class, boolean.class, float.class, double.class);

    private KeyTemplates() {}

    /**
     * Refuses a template that a task itself has.
     *
     * @throws PlanException if it leads to no argument of {@code method}, or to what is not the same text everywhere
     */
    public static void checkOfTask(String template, RemoteMethod method, String who) {
        check(template, method, who, true);
    }

    /** The same of a template that many tasks share, and that does not count for those which lack what it names. */
    public static void checkShared(String template, RemoteMethod method, String who) {
        check(template, method, who, false);
    }

    private static void check(String template, RemoteMethod method, String who, boolean mustFit) {
        if (method.method() == null) {
            return;
        }
        for (var path : IdempotencyKeys.paths(template)) {
            int position = IdempotencyKeys.position(
                    path[0], method, method.parameterTypes().size());
            if (position < 0) {
                if (mustFit) {
                    throw refused(template, who, "names '" + path[0] + "', and " + method + arguments(method));
                }
                return;
            }
        }
        for (var path : IdempotencyKeys.paths(template)) {
            int position = IdempotencyKeys.position(
                    path[0], method, method.parameterTypes().size());
            var type = typeOf(method.parameterTypes().get(position), path, template, who);
            if (type != null && !isText(type)) {
                throw refused(
                        template, who, "leads to a " + type.getName() + ", which is not the same text everywhere");
            }
        }
    }

    /** The class that {@code path} leads to from a value of {@code type}; null if only the value itself can tell. */
    private static @Nullable Class<?> typeOf(Type type, String[] path, String template, String who) {
        var at = type;
        for (int i = 1; i < path.length; i++) {
            var raw = raw(at);
            if (raw == null || Map.class.isAssignableFrom(raw)) {
                return null;
            }
            var accessor = IdempotencyKeys.accessor(raw, path[i]);
            if (accessor == null) {
                throw refused(
                        template,
                        who,
                        "asks for '" + path[i] + "' of a " + raw.getName() + ", which has neither " + path[i]
                                + "() nor a getter for it");
            }
            at = accessor.getGenericReturnType();
        }
        return raw(at);
    }

    private static @Nullable Class<?> raw(Type type) {
        return type instanceof Class<?> plain
                ? plain
                : type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : null;
    }

    private static boolean isText(Class<?> type) {
        return PRIMITIVES.contains(type)
                || IdempotencyKeys.TEXTS.stream().anyMatch(text -> text.isAssignableFrom(type));
    }

    private static String arguments(RemoteMethod method) {
        var names = method.parameterNames();
        int count = method.parameterTypes().size();
        return names.isEmpty() && count > 0
                ? " was compiled without the names of its arguments"
                : count == 0 ? " takes nothing" : " takes " + String.join(", ", names);
    }

    private static PlanException refused(String template, String who, String what) {
        return new PlanException("The idempotency key \"" + template + "\" of " + who + " " + what + ".\n  " + FIX);
    }
}
