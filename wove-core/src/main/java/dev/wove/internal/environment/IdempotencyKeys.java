package dev.wove.internal.environment;

import dev.wove.environment.RemoteMethod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a key of a template such as {@code {post.id}} or {@code {0}} and the arguments of one call. */
public final class IdempotencyKeys {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /** What is the same text in every process; of an enum that is its name. */
    static final Set<Class<?>> TEXTS = Set.of(
            CharSequence.class,
            Number.class,
            Boolean.class,
            Character.class,
            UUID.class,
            TemporalAccessor.class,
            Enum.class);

    private IdempotencyKeys() {}

    /**
     * The key: the name of the method, and the text. Null if the method has no argument of a name in the template.
     *
     * @throws IllegalArgumentException if a path leads to nothing, or to a value that is not the same text everywhere
     */
    public static @Nullable String of(
            String template, RemoteMethod method, List<? extends @Nullable Object> arguments) {
        var text = new StringBuilder(method.handler()).append(':');
        var places = PLACE.matcher(template);
        while (places.find()) {
            var path = path(places);
            int position = position(path[0], method, arguments.size());
            if (position < 0) {
                return null;
            }
            var value = arguments.get(position);
            for (int i = 1; i < path.length; i++) {
                value = part(value, path[i], template);
            }
            places.appendReplacement(text, Matcher.quoteReplacement(text(value, places.group(), template)));
        }
        return places.appendTail(text).toString();
    }

    /** The paths that {@code template} names, each from an argument on. */
    static List<String[]> paths(String template) {
        return PLACE.matcher(template).results().map(IdempotencyKeys::path).toList();
    }

    private static String[] path(MatchResult place) {
        return place.group(1).trim().split("\\.");
    }

    /** Of the argument called so, by name or by number; negative if there is none. */
    static int position(String name, RemoteMethod method, int count) {
        if (!name.isEmpty() && name.chars().allMatch(Character::isDigit)) {
            int position = name.length() > 3 ? count : Integer.parseInt(name);
            return position < count ? position : -1;
        }
        return method.parameterNames().indexOf(name);
    }

    private static @Nullable Object part(@Nullable Object of, String name, String template) {
        if (of == null) {
            throw new IllegalArgumentException("The idempotency key " + template + " asks for '" + name + "' of null.");
        }
        if (of instanceof Map<?, ?> map) {
            return map.get(name);
        }
        var accessor = accessor(of.getClass(), name);
        if (accessor == null) {
            throw new IllegalArgumentException("The idempotency key " + template + " asks for '" + name + "' of a "
                    + of.getClass().getName() + ", which has neither " + name + "() nor a getter for it.");
        }
        try {
            accessor.trySetAccessible();
            return accessor.invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("The idempotency key " + template + " cannot read '" + name + "'.", e);
        }
    }

    static @Nullable Method accessor(Class<?> type, String name) {
        var getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (var each : List.of(name, getter)) {
            try {
                return type.getMethod(each);
            } catch (NoSuchMethodException e) {
                // The next one, or none
            }
        }
        return null;
    }

    private static String text(@Nullable Object value, String place, String template) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (TEXTS.stream().anyMatch(text -> text.isInstance(value))) {
            return value.toString();
        }
        throw new IllegalArgumentException(
                "The idempotency key " + template + " needs text, a number, a date, an enum or a"
                        + " UUID for " + place + ", but has "
                        + (value == null ? "null" : "a " + value.getClass().getName())
                        + ".");
    }
}
