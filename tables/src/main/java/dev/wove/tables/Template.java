package dev.wove.tables;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An overload in the language of its file, with marks that a row fills in; see README.md of this module. */
record Template(String text) {
    private static final Pattern COLUMN = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern UNLESS_NONE = Pattern.compile("‹([^›]*)›");
    private static final Pattern EACH = Pattern.compile("«([^»]*)»");
    private static final List<String> POSITIONS = List.of("first", "second", "third", "fourth", "fifth");
    private static final String NOTHING = "\0";

    List<String> fill(List<Row> rows) {
        return rows.stream().map(this::fill).toList();
    }

    String fill(Row row) {
        return text.lines().flatMap(line -> fill(line, row)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<String> fill(String line, Row row) {
        var start = line.replaceFirst("[^ *].*", "");
        var column = COLUMN.matcher(line);
        if (column.find()) {
            var cell =
                    row.cell(column.group(1)).replace("\n", line.equals(start + column.group()) ? "\n" + start : ", ");
            var filled = line.replace(column.group(), cell.isEmpty() ? NOTHING : cell);
            return filled.lines().flatMap(next -> fill(next, row));
        }
        var whole = line.startsWith(start + "«") && line.indexOf('»') == line.length() - 1;
        var separator = whole ? "\n" + start : ", ";
        var some = replace(UNLESS_NONE, line, part -> row.cell("n").equals("0") ? "" : part);
        var filled = replace(EACH, some, part -> {
            var inputs = inputs(part, row);
            return inputs.isEmpty() ? NOTHING : whole || !isDoc(start) ? String.join(separator, inputs) : said(inputs);
        });
        return !line.equals(start) && filled.replace(NOTHING, "").equals(start)
                ? Stream.empty()
                : Stream.of(filled.split("\n")).map(next -> isDoc(start) ? doc(next) : code(next));
    }

    private static boolean isDoc(String start) {
        return start.contains("*");
    }

    private static List<String> inputs(String part, Row row) {
        var given = row.cells().getOrDefault("given", "");
        var either = part.split("\\|");
        return IntStream.range(0, Integer.parseInt(row.cell("n")))
                .mapToObj(i -> either[given.startsWith("r", i) ? either.length - 1 : 0]
                        .replaceAll("\\bA\\b", "ABCDE".substring(i, i + 1))
                        .replaceAll("\\ba\\b", "abcde".substring(i, i + 1))
                        .replaceAll("\\b0\\b", "" + i)
                        .replaceAll("\\bfirst\\b", POSITIONS.get(i)))
                .toList();
    }

    /** As in a sentence: "a", "a and b", "a to c". */
    private static String said(List<String> inputs) {
        var last = inputs.size() - 1;
        return inputs.get(0) + (last == 0 ? "" : (last == 1 ? " and " : " to ") + inputs.get(last));
    }

    private static String doc(String line) {
        return line.replaceAll("(?<= )\0 |\0", "");
    }

    private static String code(String line) {
        return line.replaceAll(", \0|\0, |\0", "")
                .replaceAll(" ?<>", "")
                .replaceAll("\\b([A-Z])\\?", "$1 extends @Nullable Object");
    }

    private static String replace(Pattern mark, String line, UnaryOperator<String> filled) {
        return mark.matcher(line).replaceAll(part -> Matcher.quoteReplacement(filled.apply(part.group(1))));
    }
}
