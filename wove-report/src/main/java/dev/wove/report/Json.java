package dev.wove.report;

import java.io.Writer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;

/** JSON in which no character stands that means something to HTML, so that it can be part of a page. */
final class Json {
    private static final JsonFactory JSON =
            JsonFactory.builder().characterEscapes(new ForPages()).build();

    private Json() {}

    static JsonGenerator generator(Writer out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    private static final class ForPages extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        private final int[] ascii = standardAsciiEscapesForJSON();

        ForPages() {
            for (char c : new char[] {'<', '>', '&'}) {
                ascii[c] = ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return null; // beyond ASCII, as it is
        }
    }
}
