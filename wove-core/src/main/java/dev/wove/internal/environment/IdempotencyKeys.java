package dev.wove.internal.environment;

import dev.wove.environment.RemoteMethod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a key of a template such as {@code {post.id}} or {@code {0}} and the arguments of one call. */
public final class IdempotencyKeys {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

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
            var path = places.group(1).trim().split("\\.");
            int position = position(path[0], method, arguments.size());
            if (position < 0) {
                return null;
            }
            var value = arguments.get(position);
            for (int i = 1; i < path.length; i++) {
                value = part(value, path[i], template);
            }
            places.appendReplacement(
                    text, java.util.regex.Matcher.quoteReplacement(text(value, places.group(), template)));
        }
        return places.appendTail(text).toString();
    }

    /** Whether the method has all arguments that {@code template} names. */
    public static boolean fits(String template, RemoteMethod method, int count) {
        return PLACE.matcher(template)
                .results()
                .allMatch(place -> position(place.group(1).trim().split("\\.")[0], method, count) >= 0);
    }

    private static int position(String name, RemoteMethod method, int count) {
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

    private static @Nullable Method accessor(Class<?> type, String name) {
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
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof UUID
                || value instanceof TemporalAccessor) {
            return value.toString();
        }
        throw new IllegalArgumentException(
                "The idempotency key " + template + " needs text, a number, a date, an enum or a"
                        + " UUID for " + place + ", but has "
                        + (value == null ? "null" : "a " + value.getClass().getName())
                        + ".");
    }
}
