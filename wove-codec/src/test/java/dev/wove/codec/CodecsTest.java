package dev.wove.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CodecsTest {
    record Rating(String by, int stars, BigDecimal weight) {}

    record Tree(String name, List<Tree> branches) {}

    record Pair<A, B>(A first, B second) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    sealed interface Untold permits Only {}

    record Only(int x) implements Untold {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface ByClass {}

    record Holder(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Shape shape) {}

    record Source(String name, InputStream bytes) {}

    record Report(List<Source> sections) {}

    static final class Money {
        final long cents;

        @JsonCreator
        Money(@JsonProperty("cents") long cents) {
            this.cents = cents;
        }

        @JsonProperty
        long cents() {
            return cents;
        }
    }

    static class Bean {
        private String name = "";

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    record Strict(int age) {
        Strict {
            if (age < 0) {
                throw new IllegalStateException("negative");
            }
        }
    }

    /** Types as methods declare them. */
    interface Declared {
        List<Rating> ratings();

        Map<String, List<Optional<Rating>>> byName();

        Pair<String, List<Integer>> pair();

        Set<TimeUnit> units();

        List<Shape> shapes();

        int[][] numbers();

        List<? extends Rating> extending();

        Map<Rating, String> byRating();

        Supplier<String> function();

        CompletionStage<String> stage();

        List<Object> anything();

        <T> T variable();

        List<Bean> beans();
    }

    private static Type type(String method) throws NoSuchMethodException {
        return Declared.class.getDeclaredMethod(method).getGenericReturnType();
    }

    private static Object passed(Codecs codecs, Type type, Object value) throws Exception {
        var codec = codecs.of(type);
        return codec.decode(codec.encode(value));
    }

    private static Object passed(Type type, Object value) throws Exception {
        return passed(Codecs.standard(), type, value);
    }

    @Test
    @DisplayName("plain values pass as they are")
    void plain() throws Exception {
        for (var value : List.of(
                "ä \"x\" \\ \n",
                true,
                1,
                1L << 60,
                0.1,
                Double.NaN,
                new BigDecimal("1.50"),
                'c',
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                URI.create("https://example.org/a?b"),
                Instant.parse("2026-11-30T10:00:00.123456789Z"),
                LocalDate.of(2026, 11, 30),
                Duration.ofMillis(1500),
                TimeUnit.DAYS)) {
            assertEquals(value, passed(value.getClass(), value));
        }
        assertNull(passed(String.class, null));
        assertNull(passed(void.class, null));
        assertEquals("[1,2]", new String((byte[]) passed(byte[].class, "[1,2]".getBytes())));
    }

    @Test
    @DisplayName("what a method declares is enough, generic types, too")
    void declared() throws Exception {
        var rating = new Rating("Anni", 5, new BigDecimal("0.10"));
        assertEquals(List.of(rating), passed(type("ratings"), List.of(rating)));
        assertEquals(List.of(rating), passed(type("extending"), List.of(rating)));
        var byName = Map.of("a", List.of(Optional.of(rating), Optional.empty()));
        assertEquals(byName, passed(type("byName"), byName));
        assertEquals(new Pair<>("x", List.of(1, 2)), passed(type("pair"), new Pair<>("x", List.of(1, 2))));
        assertEquals(Set.of(TimeUnit.DAYS), passed(type("units"), Set.of(TimeUnit.DAYS)));
        assertTrue(Arrays.deepEquals(new int[][] {{1}, {2, 3}}, (int[][]) passed(
                type("numbers"), new int[][] {{1}, {2, 3}})));
        var tree = new Tree("a", List.of(new Tree("b", List.of())));
        assertEquals(tree, passed(Tree.class, tree));
    }

    @Test
    @DisplayName("the cases of a sealed type pass by their names")
    void sealed() throws Exception {
        var shapes = List.of(new Circle(1), new Square(2));
        assertEquals(shapes, passed(type("shapes"), shapes));
    }

    @Test
    @DisplayName("a class with a creator passes, and a bean that is said to be fit for Jackson")
    void classes() throws Exception {
        assertEquals(7, ((Money) passed(Money.class, new Money(7))).cents);
        var bean = new Bean();
        bean.setName("x");
        var codecs = Codecs.standard().json(Bean.class);
        assertEquals("x", ((Bean) ((List<?>) passed(codecs, type("beans"), List.of(bean))).get(0)).getName());
    }

    @Test
    @DisplayName("a type passes by its own codec wherever it stands")
    void ownCodec() throws Exception {
        var codecs = Codecs.standard().with(Bean.class, new Codec<>() {
            @Override
            public String encode(Bean value) {
                return value.getName().toUpperCase();
            }

            @Override
            public Bean decode(String text) {
                var bean = new Bean();
                bean.setName(text.toLowerCase());
                return bean;
            }
        });
        var bean = new Bean();
        bean.setName("x");
        var codec = codecs.of(type("beans"));
        assertEquals("[\"X\"]", codec.encode(List.of(bean)));
        assertEquals("x", ((Bean) ((List<?>) codec.decode("[\"X\"]")).get(0)).getName());
        assertThrows(IllegalArgumentException.class, () -> codecs.json(Bean.class));
    }

    private static String refusal(Type type) {
        return assertThrows(CodecException.class, () -> Codecs.standard().of(type))
                .getMessage();
    }

    @Test
    @DisplayName("a type that is not data is refused before there is a value, with its place in the type")
    void refused() throws Exception {
        assertEquals(
                "Values of type InputStream cannot pass between processes: Report.sections[].bytes is a"
                        + " java.io.InputStream.\n  Make it a record, a data class or another type that is data, or"
                        + " register a codec for it: Codecs.with(InputStream.class, …).",
                refusal(Report.class));
        assertTrue(refusal(type("anything")).contains("Object says nothing about its values"));
        assertTrue(refusal(type("byRating")).contains("Keys are text, numbers, enums or UUIDs"));
        assertTrue(refusal(type("function")).contains("java.util.function.Supplier"));
        assertTrue(refusal(type("stage")).contains("java.util.concurrent.CompletionStage"));
        assertTrue(refusal(type("variable")).contains("type variable T"));
        assertTrue(refusal(type("beans")).contains("CodecsTest$Bean"));
        assertTrue(refusal(Untold.class).contains("@JsonTypeInfo(use = Id.NAME)"));
    }

    @Test
    @DisplayName("no class is chosen by what a text says, also where an annotation asks for it")
    void noClassFromText() throws Exception {
        assertTrue(refusal(ByClass.class).contains("told by class names, which are never read"));
        var codec = Codecs.standard().of(Holder.class);
        var text = "{\"shape\":{\"@class\":\"" + Circle.class.getName() + "\",\"radius\":1}}";
        assertThrows(CodecException.class, () -> codec.decode(text));
        var shapes = Codecs.standard().of(type("shapes"));
        assertThrows(CodecException.class, () -> shapes.decode("[{\"@type\":\"java.net.URL\",\"radius\":1}]"));
    }

    @Test
    @DisplayName("contracts change: unknown fields are ignored, missing ones null, a missing number is named")
    void changing() throws Exception {
        var codec = Codecs.standard().of(type("ratings"));
        assertEquals(List.of(new Rating(null, 3, null)), codec.decode("[{\"stars\":3,\"colour\":\"red\"}]"));
        var thrown = assertThrows(CodecException.class, () -> codec.decode("[{\"by\":\"Anni\"}]"));
        assertTrue(thrown.getMessage().contains("at [0].stars"), thrown.getMessage());
    }

    @Test
    @DisplayName("a message tells the place and never the value")
    void secrets() throws Exception {
        var codec = Codecs.standard().of(type("ratings"));
        for (var text : List.of(
                "[{\"by\":\"x\",\"stars\":\"s3cret\"}]",
                "[{\"by\":{\"s3cret\":1},\"stars\":1}]",
                "[\"s3cret\"]",
                "s3cret",
                "[{\"by\":\"s3cret\", ]",
                "[] s3cret")) {
            var thrown = assertThrows(CodecException.class, () -> codec.decode(text), text);
            var trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            assertFalse(trace.toString().contains("s3cret"), trace.toString());
        }
    }

    @Test
    @DisplayName("the exception of a constructor that refuses is the cause")
    void refusingConstructor() {
        var thrown = assertThrows(
                CodecException.class, () -> Codecs.standard().of(Strict.class).decode("{\"age\":-1}"));
        assertInstanceOf(IllegalStateException.class, thrown.getCause());
    }

    @Test
    @DisplayName("half a character comes back as it was")
    void halfCharacters() throws Exception {
        for (var text : List.of("\ud83d", "a\ude00b", "\ud83d\ude00\ud83d", "\ude00\ud83d")) {
            var json = Codecs.standard().of(String.class).encode(text);
            assertEquals(json, new String(json.getBytes("UTF-8"), "UTF-8"));
            assertEquals(text, Codecs.standard().of(String.class).decode(json));
        }
    }

    @Test
    @DisplayName("the codec of a type is made once")
    void once() throws Exception {
        assertSame(Codecs.standard().of(type("ratings")), Codecs.standard().of(type("ratings")));
    }
}
