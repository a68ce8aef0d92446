package dev.wove.codec;

import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Codecs of users, as Jackson takes them: their text stands in JSON as a string. */
final class RegisteredCodecs {
    private RegisteredCodecs() {}

    static JacksonModule module(Map<Class<?>, Codec<?>> codecs) {
        var module = new SimpleModule("wove-codecs");
        codecs.forEach((type, codec) -> add(module, type, codec));
        return module;
    }

    @SuppressWarnings("unchecked")
    private static <T> void add(SimpleModule module, Class<?> type, Codec<?> codec) {
        var typed = (Class<T>) type;
        module.addSerializer(typed, new Writing<>(typed, (Codec<T>) codec));
        module.addDeserializer(typed, new Reading<>(typed, (Codec<T>) codec));
    }

    private static final class Writing<T> extends StdSerializer<T> {
        private final Codec<T> codec;

        Writing(Class<T> type, Codec<T> codec) {
            super(type);
            this.codec = codec;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            try {
                json.writeString(codec.encode(value));
            } catch (Exception e) {
                throw DatabindException.from(json, "a registered codec failed", e);
            }
        }
    }

    private static final class Reading<T> extends StdDeserializer<T> {
        private final Codec<T> codec;

        Reading(Class<T> type, Codec<T> codec) {
            super(type);
            this.codec = codec;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) {
            var text = json.getValueAsString();
            if (text == null) {
                return context.reportInputMismatch(this, "a string is expected");
            }
            try {
                return codec.decode(text);
            } catch (Exception e) {
                throw DatabindException.from(json, "a registered codec failed", e);
            }
        }
    }
}
