package dev.wove.tables;

import java.util.List;

/**
 * A kind of source that Kotlin's functions map over.
 *
 * @param generics the type parameters that its type has
 * @param item the type of an item
 * @param of what an item is, and of what
 * @param words what is worth knowing of it as a parameter
 */
record KotlinItems(String kind, String generics, String type, String item, String of, String words) {
    private static final String ALL_START = "all of which start unless [workers] is given";
    private static final String BOUNDED =
            "of which at most 1024 are under way at once unless [workers] or `maxPending` says otherwise";

    static final List<KotlinItems> ALL = List.of(
            new KotlinItems(
                    "Iterable",
                    "I",
                    "Iterable<I>",
                    "I",
                    "item of the iterable",
                    "the items of a collection, " + ALL_START + ", or of another iterable, " + BOUNDED),
            new KotlinItems("Array", "I", "Array<out I>", "I", "element of the array", "the items, " + ALL_START),
            new KotlinItems(
                    "Map", "K, V", "Map<K, V>", "Map.Entry<K, V>", "entry of the map", "the entries, " + ALL_START),
            new KotlinItems("Sequence", "I", "Sequence<I>", "I", "item of the sequence", "the items, " + BOUNDED),
            new KotlinItems(
                    "Stream",
                    "I",
                    "BaseStream<I, *>",
                    "I",
                    "item of the stream",
                    "the items, " + BOUNDED + "; it is closed when they have ended or will not start"),
            new KotlinItems("Flow", "I", "Flow<I>", "I", "item of the flow", "the items, " + BOUNDED));
}
