package dev.wove.remote.internal.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The fields of one JSON object: plain values as they are, and what is in it as text, to be read by whoever knows it. */
final class Fields {
    private static final Set<String> ALWAYS_RAW = Set.of("args", "result", "progress");

    private final Map<String, Object> values = new LinkedHashMap<>();

    private Fields() {}

    private record Raw(String text) {}

    /** @throws FrameException if {@code text} is not one JSON object */
    static Fields of(String text) {
        var fields = new Fields();
        object(text, (name, json) -> fields.values.put(name, value(json, text, ALWAYS_RAW.contains(name))));
        return fields;
    }

    /** The members of a JSON object, each as text. */
    static void members(String text, Map<String, String> into) {
        object(text, (name, json) -> into.put(name, rawText(json, text)));
    }

    private static void object(String text, BiFunction<String, JsonParser, @Nullable Object> member) {
        try (var json = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new FrameException("It is not a JSON object.");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                var name = json.currentName();
                json.nextToken();
                if (member.apply(name, json) != null) {
                    throw new FrameException("It has a field twice.");
                }
            }
            requireEnd(json);
        } catch (JacksonException e) {
            throw notJson();
        }
    }

    private static void requireEnd(JsonParser json) {
        if (json.nextToken() != null) {
            throw new FrameException("Something follows it.");
        }
    }

    private static FrameException notJson() {
        return new FrameException("It is not JSON, or too deep or too long in one of its parts.");
    }

    /** The elements of a JSON array, each as text. */
    static List<String> elements(String text) {
        try (var json = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new FrameException("It is not a JSON array.");
            }
            var elements = new ArrayList<String>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                elements.add(rawText(json, text));
            }
            requireEnd(json);
            return elements;
        } catch (JacksonException e) {
            throw notJson();
        }
    }

    private static final Object NOTHING = new Object();

    private static Object value(JsonParser json, String text, boolean asText) {
        var token = json.currentToken();
        if (asText || token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            return new Raw(rawText(json, text));
        }
        return switch (token) {
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> NOTHING;
        };
    }

    private static String rawText(JsonParser json, String text) {
        var token = json.currentToken();
        if (token != JsonToken.VALUE_STRING && token.isScalarValue()) {
            return json.getString();
        }
        int from = (int) json.currentTokenLocation().getCharOffset();
        if (token == JsonToken.VALUE_STRING) {
            json.finishToken();
        } else {
            json.skipChildren();
        }
        return text.substring(from, (int) json.currentLocation().getCharOffset());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Set<String> names() {
        return values.keySet();
    }

    @Nullable
    String string(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    String string(String name, String otherwise) {
        return values.get(name) instanceof String text ? text : otherwise;
    }

    String required(String name) {
        if (!(values.get(name) instanceof String text) || text.isEmpty()) {
            throw new FrameException("It has no '" + name + "'.");
        }
        return text;
    }

    @Nullable
    Double number(String name) {
        return values.get(name) instanceof Double number && !number.isNaN() ? number : null;
    }

    long whole(String name, long otherwise) {
        return values.get(name) instanceof Double number ? number.longValue() : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return values.get(name) instanceof Boolean flag ? flag : otherwise;
    }

    /** As text; null if it is missing or null. */
    @Nullable
    String raw(String name) {
        return values.get(name) instanceof Raw raw && !raw.text.equals("null") ? raw.text : null;
    }

    /** The object in that field; null if there is none. */
    @Nullable
    Fields fields(String name) {
        var text = raw(name);
        return text != null && text.startsWith("{") ? of(text) : null;
    }

    List<String> list(String name) {
        var text = raw(name);
        return text != null && text.startsWith("[") ? elements(text) : List.of();
    }

    /** The strings of the array in that field, and no others. */
    List<String> strings(String name) {
        return list(name).stream()
                .filter(each -> each.startsWith("\""))
                .map(each -> of("{\"s\":" + each + "}").required("s"))
                .toList();
    }

    /** The strings that the object in that field has. */
    Map<String, String> texts(String name) {
        var fields = fields(name);
        if (fields == null) {
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        fields.values.forEach((key, value) -> {
            if (value instanceof String text) {
                texts.put(key, text);
            }
        });
        return texts;
    }
}
