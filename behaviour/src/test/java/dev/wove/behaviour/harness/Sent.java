package dev.wove.behaviour.harness;

import java.util.ArrayList;
import java.util.List;
import kotlin.Pair;
import kotlin.Unit;
import org.jspecify.annotations.Nullable;

/** A value of a test's body as it passes between processes, where only the body knows its type. */
public record Sent(String form, @Nullable String text, List<Sent> parts) {
    private static final String ALONE = "alone";

    /** The value of a task: a list of what it has, or of one that says that it stands alone. */
    static List<Sent> all(@Nullable Object value) {
        return value instanceof List<?> list ? each(list) : List.of(new Sent(ALONE, null, List.of(of(value))));
    }

    private static List<Sent> each(Iterable<?> values) {
        var sent = new ArrayList<Sent>();
        values.forEach(value -> sent.add(of(value)));
        return sent;
    }

    static Sent of(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return new Sent("list", null, each(list));
        }
        if (value instanceof Pair<?, ?> pair) {
            return new Sent("pair", null, List.of(of(pair.getFirst()), of(pair.getSecond())));
        }
        if (value == null || value == Unit.INSTANCE) {
            return new Sent(value == null ? "null" : "unit", null, List.of());
        }
        if (value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double) {
            return new Sent(value.getClass().getSimpleName(), value.toString(), List.of());
        }
        throw new NotExpressible("values of types that are of no use on the other side stay here");
    }

    @Nullable
    Object value() {
        return switch (form) {
            case "null" -> null;
            case "unit" -> Unit.INSTANCE;
            case "list" -> values(parts);
            case "pair" -> new Pair<>(parts.get(0).value(), parts.get(1).value());
            case "String" -> text;
            case "Integer" -> Integer.valueOf(text);
            case "Long" -> Long.valueOf(text);
            case "Boolean" -> Boolean.valueOf(text);
            case "Double" -> Double.valueOf(text);
            default -> throw new AssertionError(form);
        };
    }

    private static List<@Nullable Object> values(List<?> sent) {
        var values = new ArrayList<@Nullable Object>();
        sent.forEach(each -> values.add(plain(each)));
        return values;
    }

    /** What a test sees of a value: itself, unless it was sent. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Sent one) {
            return one.value();
        }
        if (!(value instanceof List<?> list) || list.stream().noneMatch(Sent.class::isInstance)) {
            return value;
        }
        return list.get(0) instanceof Sent first && first.form.equals(ALONE)
                ? first.parts.get(0).value()
                : values(list);
    }
}
