package dev.wove.detached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CodecsTest {
    record Point(int x, int y) {}

    record Holder(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object any) {}

    private static Object passed(Codecs codecs, Object value) {
        return codecs.decode(Codecs.parse(codecs.encode(value, "the value").toString()), "the value");
    }

    @Test
    @DisplayName("basic values pass as they are")
    void basic() {
        for (var value : List.of("ä \"x\" \\ \n", true, 1, 1L, 0.1, new BigDecimal("1.50"))) {
            assertEquals(value, passed(Codecs.basic(), value));
        }
        assertNull(Codecs.basic().decode(Codecs.basic().encode(null, "the value"), "the value"));
        var nested = Map.of("a", Arrays.asList(1, null, List.of("x")), "b", Map.of());
        assertEquals(nested, passed(Codecs.basic(), nested));
    }

    @Test
    @DisplayName("registered records pass, alone and in lists")
    void registered() {
        var codecs = Codecs.basic().json("point", Point.class);
        assertEquals(List.of(new Point(1, 2)), passed(codecs, List.of(new Point(1, 2))));
    }

    @Test
    @DisplayName("a value without a codec is refused, and told what there is")
    void unregistered() {
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> Codecs.basic().encode(List.of(new Point(1, 2)), "input 'at'"));
        assertEquals(
                "An element of input 'at' is a dev.wove.detached.CodecsTest$Point, for which no codec is registered.\n"
                        + "  Registered: string, boolean, int, long, double, decimal. Add it to the codecs of both"
                        + " processes.",
                thrown.getMessage());
    }

    @Test
    @DisplayName("a type that is not registered is not decoded")
    void unknownName() {
        var json = Codecs.parse("{\"type\":\"java.net.URL\",\"value\":\"\\\"x\\\"\"}");
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> Codecs.basic().decode(json, "input 'a'"));
        assertTrue(thrown.getMessage()
                .startsWith("Input 'a' is of type 'java.net.URL', for which no codec is registered"));
    }

    @Test
    @DisplayName("a class that JSON names is not made an instance of, even where the type asks for it")
    void polymorphism() {
        var codecs = Codecs.basic().json("holder", Holder.class);
        var json = Codecs.parse(
                "{\"type\":\"holder\",\"value\":\"{\\\"any\\\":{\\\"@class\\\":\\\"java.util.Properties\\\"}}\"}");
        var thrown = assertThrows(IllegalArgumentException.class, () -> codecs.decode(json, "input 'a'"));
        assertInstanceOf(tools.jackson.databind.exc.InvalidTypeIdException.class, thrown.getCause());
    }

    @Test
    @DisplayName("a codec of the user's is used, and what it throws is the cause")
    void ownCodec() {
        var codecs = Codecs.basic().with("point", Point.class, new Codec<>() {
            @Override
            public String encode(Point value) {
                return value.x() + "," + value.y();
            }

            @Override
            public Point decode(String text) {
                var parts = text.split(",");
                return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            }
        });
        assertEquals(new Point(3, 4), passed(codecs, new Point(3, 4)));
        var json = Codecs.parse("{\"type\":\"point\",\"value\":\"x\"}");
        var thrown = assertThrows(IllegalArgumentException.class, () -> codecs.decode(json, "the value"));
        assertInstanceOf(NumberFormatException.class, thrown.getCause());
    }

    @Test
    @DisplayName("names and types are registered once")
    void twice() {
        assertThrows(IllegalArgumentException.class, () -> Codecs.basic().json("int", Point.class));
        assertThrows(IllegalArgumentException.class, () -> Codecs.basic().json("text", String.class));
        assertThrows(IllegalArgumentException.class, () -> Codecs.basic().json("list", Point.class));
    }

    @Test
    @DisplayName("maps with other keys than strings are refused")
    void keys() {
        assertThrows(IllegalArgumentException.class, () -> Codecs.basic().encode(Map.of(1, 2), "input 'a'"));
    }
}
