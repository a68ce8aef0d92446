package dev.wove.java;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shapes what tasks are mapped over, and what comes out. Every list and map is a new one that may be changed.
 *
 * <p>The names and what they do are those of Python's Wove.
 */
public final class Items {
    private Items() {}

    /** The elements of all lists, one after the other; one level only. */
    public static <T extends @Nullable Object> List<T> flatten(Iterable<? extends Iterable<? extends T>> lists) {
        var all = new ArrayList<T>();
        for (var list : lists) {
            list.forEach(all::add);
        }
        return all;
    }

    /**
     * Lists of {@code size} elements each, in order; the last may be shorter.
     *
     * @throws IllegalArgumentException if {@code size} is not positive, also if there are no elements
     */
    public static <T extends @Nullable Object> List<List<T>> fold(List<? extends T> list, int size) {
        if (size <= 0) {
            throw new IllegalArgumentException("The size of the lists to fold into must be positive, but is " + size
                    + ".\n  To say how many lists there are to be, use batch.");
        }
        var lists = new ArrayList<List<T>>();
        int end;
        for (int start = 0; start < list.size(); start = end) {
            end = start + Math.min(size, list.size() - start);
            lists.add(new ArrayList<>(list.subList(start, end)));
        }
        return lists;
    }

    /**
     * At most {@code count} lists of one size, in order; the last may be shorter. As the size is rounded up, there may be fewer
     * lists than {@code count}: ten elements in six lists are five lists of two. None for no elements, whatever the count.
     *
     * @throws IllegalArgumentException if {@code count} is not positive and there are elements
     */
    public static <T extends @Nullable Object> List<List<T>> batch(List<? extends T> list, int count) {
        if (list.isEmpty()) {
            return new ArrayList<>();
        }
        if (count <= 0) {
            throw new IllegalArgumentException("The number of lists to batch into must be positive, but is " + count
                    + ".\n  To say how long each list is to be, use fold.");
        }
        return fold(list, (list.size() - 1) / count + 1);
    }

    /** The entries of a map in its order, each as it is now. */
    public static <K extends @Nullable Object, V extends @Nullable Object> List<Map.Entry<K, V>> undict(
            Map<? extends K, ? extends V> map) {
        var entries = new ArrayList<Map.Entry<K, V>>();
        map.forEach((key, value) -> entries.add(new java.util.AbstractMap.SimpleImmutableEntry<>(key, value)));
        return entries;
    }

    /** A map of these entries, in their order; of those with one key, the last one's value. */
    public static <K extends @Nullable Object, V extends @Nullable Object> Map<K, V> redict(
            Iterable<? extends Map.Entry<? extends K, ? extends V>> entries) {
        var map = new LinkedHashMap<K, V>();
        for (var entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }

    /** The elements that are not null; zeros, empty strings and false stay. */
    public static <T> List<T> denone(Iterable<? extends @Nullable T> list) {
        var all = new ArrayList<T>();
        for (T element : list) {
            if (Objects.nonNull(element)) {
                all.add(element);
            }
        }
        return all;
    }
}
