package dev.wove.detached;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The types of values that may pass between processes, each under a name. Nothing else is ever decoded: no class is chosen by
 * what a file says. Without further registration, null, strings, booleans, {@code Integer}, {@code Long}, {@code Double},
 * {@code BigDecimal}, lists, and maps with strings as keys pass, the latter two as far as what they hold does.
 *
 * <pre>{@code
 * Codecs.basic().json("page", Page.class).with("money", Money.class, new MoneyCodec())
 * }</pre>
 *
 * <p>A value needs a codec for its very class. Immutable.
 */
public final class Codecs {
    // Class names in JSON are refused, also where an annotation of the type asks for them.
    private static final JsonMapper JSON = JsonMapper.builder()
            .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build())
            .build();

    private static final Codecs BASIC = new Codecs(Map.of())
            .json("string", String.class)
            .json("boolean", Boolean.class)
            .json("int", Integer.class)
            .json("long", Long.class)
            .json("double", Double.class)
            .json("decimal", BigDecimal.class);

    private static final String LIST = "list";
    private static final String MAP = "map";
    private static final String NULL = "null";

    private final Map<String, Registered<?>> byName;

    private Codecs(Map<String, Registered<?>> byName) {
        this.byName = byName;
    }

    private record Registered<T>(Class<T> type, Codec<T> codec) {
        String encode(Object value) throws Exception {
            return codec.encode(type.cast(value));
        }
    }

    /** The basic types alone. */
    public static Codecs basic() {
        return BASIC;
    }

    /**
     * The same, and {@code type} as JSON: records, enums, and what else Jackson reads and writes without being told how.
     *
     * @throws IllegalArgumentException if the name or the type is registered already
     */
    public <T> Codecs json(String name, Class<T> type) {
        return with(name, type, new Json<>(type));
    }

    /**
     * The same, and {@code type} by its own codec.
     *
     * @throws IllegalArgumentException if the name or the type is registered already
     */
    public <T> Codecs with(String name, Class<T> type, Codec<T> codec) {
        boolean isReserved = name.equals(LIST) || name.equals(MAP) || name.equals(NULL);
        if (isReserved || byName.containsKey(name) || nameOf(type) != null) {
            throw new IllegalArgumentException("A codec named '" + name + "', or one for " + type.getName()
                    + ", is registered already.\n  Registered: " + String.join(", ", byName.keySet()));
        }
        var more = new LinkedHashMap<>(byName);
        more.put(name, new Registered<>(type, codec));
        return new Codecs(more);
    }

    private record Json<T>(Class<T> type) implements Codec<T> {
        @Override
        public String encode(T value) {
            return JSON.writeValueAsString(value);
        }

        @Override
        public T decode(String text) {
            return JSON.readValue(text, type);
        }
    }

    private @Nullable String nameOf(Class<?> type) {
        for (var entry : byName.entrySet()) {
            if (entry.getValue().type == type) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** {@code value} as JSON; {@code what} tells in messages what it is. */
    JsonNode encode(@Nullable Object value, String what) {
        var json = JsonNodeFactory.instance.objectNode();
        if (value == null) {
            return json.put("type", NULL);
        }
        if (value instanceof List<?> list) {
            var values = json.put("type", LIST).putArray("values");
            for (var element : list) {
                values.add(encode(element, "an element of " + what));
            }
            return json;
        }
        if (value instanceof Map<?, ?> map) {
            var values = json.put("type", MAP).putObject("values");
            for (var entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String key)) {
                    throw new IllegalArgumentException("A key of " + what
                            + " is not a String, and only maps with such keys pass between processes.\n"
                            + "  Register a type of your own that holds the map.");
                }
                values.set(key, encode(entry.getValue(), "a value of " + what));
            }
            return json;
        }
        var name = nameOf(value.getClass());
        if (name == null) {
            throw new IllegalArgumentException(capitalized(what) + " is a "
                    + value.getClass().getName() + ", for which no codec is registered.\n  Registered: "
                    + String.join(", ", byName.keySet()) + ". Add it to the codecs of both processes.");
        }
        try {
            return json.put("type", name).put("value", byName.get(name).encode(value));
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    capitalized(what) + ", a " + value.getClass().getName() + ", could not be encoded by '" + name
                            + "'.",
                    e);
        }
    }

    /** The value that {@code json} was made of. */
    @Nullable
    Object decode(@Nullable JsonNode json, String what) {
        if (json == null || !json.path("type").isString()) {
            throw new IllegalArgumentException(capitalized(what) + " is not an encoded value.");
        }
        var name = json.path("type").stringValue();
        switch (name) {
            case NULL -> {
                return null;
            }
            case LIST -> {
                var list = new ArrayList<@Nullable Object>();
                for (var element : json.path("values").values()) {
                    list.add(decode(element, "an element of " + what));
                }
                return list;
            }
            case MAP -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                for (var entry : json.path("values").properties()) {
                    map.put(entry.getKey(), decode(entry.getValue(), "a value of " + what));
                }
                return map;
            }
            default -> {}
        }
        var registered = byName.get(name);
        if (registered == null) {
            throw new IllegalArgumentException(capitalized(what) + " is of type '" + name
                    + "', for which no codec is registered, so it is not decoded.\n  Registered: "
                    + String.join(", ", byName.keySet()));
        }
        try {
            return registered.codec.decode(json.path("value").stringValue());
        } catch (Exception e) {
            throw new IllegalArgumentException(capitalized(what) + " could not be decoded by '" + name + "'.", e);
        }
    }

    /** Text as JSON. */
    static JsonNode parse(String text) throws JacksonException {
        return JSON.readTree(text);
    }

    private static String capitalized(String what) {
        return Character.toUpperCase(what.charAt(0)) + what.substring(1);
    }

    @Override
    public String toString() {
        return "Codecs" + byName.keySet();
    }
}
