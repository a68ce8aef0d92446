package dev.wove.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Values of one declared type as JSON. */
final class JsonCodec implements Codec<@Nullable Object> {
    private final JavaType type;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    JsonCodec(JsonMapper mapper, JavaType type) {
        this.type = type;
        this.writer = mapper.writerFor(type);
        this.reader = mapper.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Override
    public String encode(@Nullable Object value) {
        try {
            return Surrogates.escaped(writer.writeValueAsString(value));
        } catch (JacksonException e) {
            throw JsonProblem.of(e).told("A value of type " + name() + " could not be written as JSON");
        }
    }

    @Override
    public @Nullable Object decode(String text) {
        try {
            return reader.readValue(text);
        } catch (JacksonException e) {
            throw JsonProblem.of(e).told("A text could not be read as " + name());
        }
    }

    private String name() {
        return TypeNames.of(type);
    }
}
