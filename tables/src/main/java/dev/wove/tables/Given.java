package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which arguments of a call are values, by position; the others are what other calls make. All or none of them, and for
 * two arguments each mixture; of more, values among results go through {@code given}.
 */
record Given(List<Boolean> values) {
    static List<Given> of(Arity arguments) {
        return switch (arguments.count()) {
            case 0 -> List.of(new Given(List.of()));
            case 2 ->
                List.of(all(2, true), all(2, false), new Given(List.of(true, false)), new Given(List.of(false, true)));
            default -> List.of(all(arguments.count(), true), all(arguments.count(), false));
        };
    }

    private static Given all(int count, boolean value) {
        return new Given(IntStream.range(0, count).mapToObj(i -> value).toList());
    }

    /** For each argument {@code value} or {@code result}, as {@link Arity#each} fills them in. */
    List<String> choose(Arity arguments, String value, String result) {
        var chosen = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            chosen.add(arguments.each(values.get(i) ? value : result).get(i));
        }
        return chosen;
    }

    /** The end of a sentence that says what is given, with names as {@code code} writes them. */
    String doc(Arity arguments, String code, String given) {
        if (values.isEmpty()) {
            return ", which takes no arguments.";
        }
        if (values.size() == 2 && !values.get(0).equals(values.get(1))) {
            var names = choose(arguments, "the value " + code, "what another call makes, " + code);
            return " with " + names.get(0) + (values.get(0) ? ", and " : ", and with ") + names.get(1) + ".";
        }
        var plural = values.size() > 1;
        if (values.get(0)) {
            return " with " + arguments.said(code) + ", " + (plural ? "values that are" : "a value that is")
                    + " there.";
        }
        return " with what " + (plural ? "other calls make, " : "another call makes, ") + arguments.said(code)
                + ", as soon as that is there" + (values.size() > 2 ? "; values stand among them as " + given : "")
                + ".";
    }

    List<String> tags(Arity arguments) {
        var tags = new ArrayList<String>();
        var value = arguments.tags("the %s argument, a value");
        var result = arguments.tags("makes the %s argument");
        for (int i = 0; i < values.size(); i++) {
            tags.add((values.get(i) ? value : result).get(i));
        }
        return tags;
    }
}
