package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.java.Items;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The shapes of lists and maps, as a Java program makes them. */
class ItemsInJavaTest {
    private static List<Integer> to(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    @DisplayName("H01 flatten takes one level away")
    void flatten() {
        assertEquals(to(5), Items.flatten(List.of(List.of(1, 2), List.of(3, 4), List.of(5))));
        assertEquals(to(2), Items.flatten(List.of(List.of(1), List.<Integer>of(), List.of(2))));
        assertEquals(List.of(), Items.flatten(List.<List<Integer>>of()));
        assertEquals(List.of(List.of(1)), Items.flatten(List.of(List.of(List.of(1)))));
        assertEquals(Arrays.asList(1, null), Items.flatten(List.of(Arrays.asList(1, null))));
    }

    @Test
    @DisplayName("H02 fold makes lists of one size, the last may be shorter")
    void fold() {
        assertEquals(List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6)), Items.fold(to(6), 2));
        assertEquals(List.of(List.of(1, 2, 3), List.of(4, 5, 6)), Items.fold(to(6), 3));
        assertEquals(List.of(List.of(1, 2), List.of(3, 4), List.of(5)), Items.fold(to(5), 2));
        assertEquals(List.of(), Items.fold(List.of(), 2));
        assertEquals(List.of(to(5)), Items.fold(to(5), Integer.MAX_VALUE));
    }

    @Test
    @DisplayName("H03 fold refuses sizes that are not positive, also of an empty list")
    void foldSize() {
        for (int size : new int[] {0, -1}) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> Items.fold(List.of(), size));
            assertEquals(
                    "The size of the lists to fold into must be positive, but is " + size
                            + ".\n  To say how many lists there are to be, use batch.",
                    thrown.getMessage());
        }
    }

    private static List<Integer> sizes(int elements, int count) {
        var lists = Items.batch(to(elements), count);
        assertEquals(to(elements), Items.flatten(lists));
        return lists.stream().map(List::size).toList();
    }

    @Test
    @DisplayName("H04 batch makes so many lists of one size, the last may be shorter")
    void batch() {
        assertEquals(List.of(3, 3), sizes(6, 2));
        assertEquals(List.of(2, 2, 2), sizes(6, 3));
        assertEquals(List.of(3, 2), sizes(5, 2));
        assertEquals(List.of(2, 2, 1), sizes(5, 3));
        assertEquals(List.of(1, 1, 1), sizes(3, 5));
    }

    @Test
    @DisplayName("H05 batch may make fewer lists than asked for")
    void fewer() {
        assertEquals(List.of(2, 2, 2, 2, 2), sizes(10, 6));
    }

    @Test
    @DisplayName("H06 batch of nothing is nothing; else the count must be positive")
    void batchCount() {
        assertEquals(List.of(), Items.batch(List.of(), 3));
        assertEquals(List.of(), Items.batch(List.of(), 0));
        var thrown = assertThrows(IllegalArgumentException.class, () -> Items.batch(to(3), 0));
        assertEquals(
                "The number of lists to batch into must be positive, but is 0.\n"
                        + "  To say how long each list is to be, use fold.",
                thrown.getMessage());
    }

    @Test
    @DisplayName("H07 undict and redict are inverse; of entries with one key, the last wins")
    void dictionaries() {
        var map = new LinkedHashMap<String, Integer>();
        map.put("b", 1);
        map.put("a", null);
        var entries = Items.undict(map);
        assertEquals(List.of("b", "a"), entries.stream().map(Map.Entry::getKey).toList());
        assertEquals(map, Items.redict(entries));
        assertEquals(List.of("b", "a"), List.copyOf(Items.redict(entries).keySet()));
        assertEquals(Map.of("a", 2), Items.redict(List.of(Map.entry("a", 1), Map.entry("a", 2))));
        assertEquals(List.of(), Items.undict(Map.of()));
        assertEquals(Map.of(), Items.redict(List.<Map.Entry<String, Integer>>of()));
    }

    @Test
    @DisplayName("H08 denone drops nulls and nothing else")
    void denone() {
        List<Object> left = Items.denone(Arrays.<Object>asList(1, null, 0, "", false, null));
        assertEquals(List.of(1, 0, "", false), left);
    }
}
