package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A number of inputs, arguments or parameters: their types are A, B, C ..., their names a, b, c ... */
record Arity(int count) {
    static final List<Arity> ALL =
            IntStream.rangeClosed(0, 5).mapToObj(Arity::new).toList();
    static final List<Arity> FROM_ONE = ALL.subList(1, ALL.size());

    /** For each of them {@code pattern}: {@code %1$s} is its type, {@code %2$s} its name, {@code %3$s} its index. */
    List<String> each(String pattern) {
        return IntStream.range(0, count)
                .mapToObj(i -> pattern.formatted("ABCDE".charAt(i), "abcde".charAt(i), i))
                .toList();
    }

    String joined(String pattern) {
        return String.join(", ", each(pattern));
    }

    /** Their types, and then more of them. */
    List<String> types(String... more) {
        var types = new ArrayList<>(each("%1$s"));
        types.addAll(List.of(more));
        return types;
    }

    /** How many nouns: no parameters, one parameter, two parameters ... */
    String word(String noun) {
        return List.of("no", "one", "two", "three", "four", "five").get(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** Their names in a sentence, each written as {@code pattern} says: "a and b", "a to e". */
    String said(String pattern) {
        var names = each(pattern);
        var first = names.get(0);
        return count == 1 ? first : first + (count == 2 ? " and " : " to ") + names.get(count - 1);
    }

    /** A tag for each of them, with its position as {@code %s}. */
    List<String> tags(String words) {
        var positions = List.of("first", "second", "third", "fourth", "fifth");
        return IntStream.range(0, count)
                .mapToObj(i -> "@param " + "abcde".charAt(i) + " " + words.formatted(positions.get(i)))
                .toList();
    }

    /** What a body is given, for the end of a sentence. */
    String given() {
        return count == 0 ? "" : ", given the value" + (count == 1 ? "" : "s") + " of " + said("{@code %2$s}");
    }

    /** An array of them as inputs of a task. */
    String asArray() {
        return count == 0 ? "NOTHING" : "new TaskInput[] {" + joined("%2$s") + "}";
    }

    /** A call of the body, with {@code pattern} for each of them. */
    String run(String pattern) {
        return "body.run(" + joined(pattern) + ")";
    }
}
