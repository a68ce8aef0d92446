package dev.wove.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows of text in aligned columns, indented by two; no line ends in a blank. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();

    public void row(String... cells) {
        rows.add(Stream.of(cells).map(Names::plain).toArray(String[]::new));
    }

    @Override
    public String toString() {
        var widths = new int[rows.stream().mapToInt(row -> row.length).max().orElse(0)];
        for (var row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                // A column that is empty in all rows takes no room.
                if (widths[i] > 0) {
                    line.append("  ").append(row[i]).append(" ".repeat(widths[i] - row[i].length()));
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
