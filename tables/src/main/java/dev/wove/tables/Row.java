package dev.wove.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row: for each column, what a {@link Template} has in the place of {@code ${column}}. */
record Row(Map<String, String> cells) {
    static final Row EMPTY = new Row(Map.of());

    /** Each of some rows beside each of others. */
    static List<Row> each(List<Row> rows, List<Row> others) {
        return rows.stream().flatMap(row -> others.stream().map(row::and)).toList();
    }

    /** Both side by side; of a column that both have, {@code other} has the cell. */
    Row and(Row other) {
        var both = new HashMap<>(cells);
        both.putAll(other.cells);
        return new Row(both);
    }

    Row and(String column, String cell) {
        return and(new Row(Map.of(column, cell)));
    }

    String cell(String column) {
        if (!cells.containsKey(column)) {
            throw new IllegalArgumentException("There is no column '" + column + "' among " + cells.keySet());
        }
        return cells.get(column);
    }
}
