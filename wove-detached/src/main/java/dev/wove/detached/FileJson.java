package dev.wove.detached;

import dev.wove.codec.Codec;
import dev.wove.codec.CodecException;
import dev.wove.codec.Codecs;
import org.jspecify.annotations.Nullable;

/** The files of a run: each is a record of this package as JSON. */
final class FileJson {
    private FileJson() {}

    static String write(Record content) {
        return text(Codecs.standard().of(content.getClass()), content, "a file of a detached run");
    }

    /** @throws CodecException if the text is something else */
    static <T extends Record> T read(String text, Class<T> type) {
        var content = type.cast(value(Codecs.standard().of(type), text, "a file of a detached run"));
        if (content == null) {
            throw new IllegalArgumentException("There is no " + type.getSimpleName() + " in it.");
        }
        return content;
    }

    /** {@code what} tells in messages what the value is. */
    static String text(Codec<@Nullable Object> codec, @Nullable Object value, String what) {
        try {
            return codec.encode(value);
        } catch (Exception e) {
            throw new IllegalArgumentException("Could not encode " + what + ": " + e.getMessage(), e);
        }
    }

    static @Nullable Object value(Codec<@Nullable Object> codec, String text, String what) {
        try {
            return codec.decode(text);
        } catch (Exception e) {
            throw new IllegalArgumentException("Could not decode " + what + ": " + e.getMessage(), e);
        }
    }
}
