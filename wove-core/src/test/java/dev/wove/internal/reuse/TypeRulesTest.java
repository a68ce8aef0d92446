package dev.wove.internal.reuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Weave;
import dev.wove.internal.reuse.reflect.ReflectedClasses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings({"rawtypes", "unused"})
class TypeRulesTest {
    /** Holds the types that the tests speak of, as a weave class would have them. */
    static class Types<T extends Comparable<T>, N extends Number> extends Weave<String> {
        int anInt;
        long aLong;
        Integer boxed;
        Number number;
        Object object;
        String text;
        T variable;
        N numberVariable;
        Comparable<T> comparableOfVariable;
        List raw;
        List<String> texts;
        ArrayList<String> arrayOfTexts;
        List<Integer> ints;
        List<? extends Number> someNumbers;
        List<? super Integer> takesInts;
        List<?> anything;
        List<List<Integer>> nested;
        List<? extends Collection<? extends Number>> nestedSome;
        Collection<String> collectionOfTexts;
        Map<String, Integer> counts;
        Stream<String> stream;
        IntStream intStream;
        Iterator<Number> iterator;
        int[] primitives;
        Integer[] boxes;
        Number[] numbers;
        String[][] table;
        CompletableFuture<List<String>> future;
        CompletionStage<? extends Number> stage;
        CompletionStage rawStage;
    }

    private final ClassModel classes = ReflectedClasses.of(typesClass());
    private final TypeRules rules = new TypeRules(classes);

    @SuppressWarnings("unchecked")
    private static Class<? extends Weave<?>> typesClass() {
        return (Class<? extends Weave<?>>) (Class<?>) Types.class;
    }

    private TypeModel type(String field) {
        return Objects.requireNonNull(classes.member(field), field);
    }

    private static String text(TypeModel type) {
        return TypeRules.text(type);
    }

    @ParameterizedTest(name = "{0} into {1}: {2}")
    @CsvSource({
        "anInt, anInt, true",
        "anInt, boxed, true",
        "boxed, anInt, true",
        "anInt, number, true",
        "anInt, object, true",
        // Java would widen it, a value that was made does not change.
        "anInt, aLong, false",
        "number, boxed, false",
        "text, object, true",
        "text, number, false",
        "arrayOfTexts, texts, true",
        "arrayOfTexts, collectionOfTexts, true",
        "collectionOfTexts, texts, false",
        "texts, ints, false",
        "texts, anything, true",
        "ints, someNumbers, true",
        "someNumbers, ints, false",
        "texts, someNumbers, false",
        "someNumbers, takesInts, false",
        "ints, takesInts, true",
        "nested, nestedSome, true",
        "nestedSome, nested, false",
        // As javac does, with a warning.
        "raw, texts, true",
        "texts, raw, true",
        "boxes, numbers, true",
        "numbers, boxes, false",
        "primitives, boxes, false",
        "primitives, object, true",
        "variable, object, true",
        "variable, comparableOfVariable, true",
        "numberVariable, number, true",
        "number, numberVariable, false",
        "variable, variable, true"
    })
    void whatFits(String value, String wanted, boolean fits) {
        assertEquals(fits, rules.fits(type(value), type(wanted)));
    }

    @ParameterizedTest(name = "items of {0}: {1}")
    @CsvSource({
        "texts, String",
        "arrayOfTexts, String",
        "someNumbers, Number",
        "takesInts, Object",
        "anything, Object",
        "raw, Object",
        "nested, List<Integer>",
        "stream, String",
        "intStream, Integer",
        "iterator, Number",
        "primitives, int",
        "boxes, Integer",
        "table, String[]"
    })
    void whatItsItemsAre(String source, String item) {
        assertEquals(item, text(Objects.requireNonNull(rules.itemOf(type(source)))));
    }

    @Test
    void theItemsOfAMapAreItsEntries() {
        assertTrue(text(Objects.requireNonNull(rules.itemOf(type("counts")))).endsWith("Entry<String, Integer>"));
    }

    @Test
    void someTypesHaveNoItems() {
        for (var none : List.of("text", "anInt", "object", "future")) {
            assertNull(rules.itemOf(type(none)), none);
        }
    }

    @ParameterizedTest(name = "value of {0}: {1}")
    @CsvSource({"future, List<String>", "stage, Number", "rawStage, Object"})
    void whatAStageMakes(String stage, String value) {
        assertEquals(value, text(Objects.requireNonNull(rules.valueOfStage(type(stage)))));
    }

    @Test
    void whatIsNoStageMakesNothingLater() {
        assertNull(rules.valueOfStage(type("texts")));
    }

    @Test
    void valuesInListsAndOutcomesAreBoxed() {
        assertEquals("List<Integer>", text(rules.listOf(type("anInt"))));
        assertEquals("Outcome<Integer>", text(rules.outcomeOf(type("anInt"))));
        assertEquals("Integer", text(rules.boxed(type("anInt"))));
        assertEquals("String", text(rules.boxed(type("text"))));
    }
}
