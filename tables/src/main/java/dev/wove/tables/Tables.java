package dev.wove.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads tables. How they are written is told in README.md of this module. */
final class Tables {
    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Map<String, List<String>> files;
    private Row texts = Row.EMPTY;
    private String path = "";

    private Tables(Map<String, List<String>> files) {
        this.files = files;
    }

    /** What the tables in a folder write: those of each folder in it know what is shared there and above. */
    static List<Generated> in(Path folder) throws IOException {
        var files = new LinkedHashMap<String, List<String>>();
        new Tables(files).readAll(folder);
        return files.entrySet().stream()
                .map(file -> new Generated(file.getKey(), String.join("\n", file.getValue())))
                .toList();
    }

    private void readAll(Path folder) throws IOException {
        var shared = folder.resolve("shared.txt");
        read(shared);
        try (var all = Files.list(folder)) {
            for (var path : all.filter(path -> !path.equals(shared)).sorted().toList()) {
                var inner = new Tables(files);
                inner.rows.putAll(rows);
                inner.texts = texts;
                if (Files.isDirectory(path)) {
                    inner.readAll(path);
                } else {
                    inner.read(path);
                }
            }
        }
    }

    private void read(Path file) throws IOException {
        var text = Files.readString(file).replaceAll("(?m)^# .*\n", "").replaceAll("\\\\\n *", " ");
        for (var part : text.strip().substring(2).split("\n+= ")) {
            var line = part.lines().findFirst().orElseThrow();
            try {
                read(
                        line.split(" ", 2)[0],
                        line.split(" ", 2)[1],
                        part.substring(line.length()).strip());
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("'= " + line + "' in " + file + ": " + e.getMessage(), e);
            }
        }
    }

    private void read(String kind, String words, String content) {
        var name = words.split(" ")[0];
        switch (kind) {
            case "rows" -> rows.put(name, table(content));
            case "select" -> rows.put(name, select(words.substring(name.length() + 1)));
            case "lines" -> rows.put(name, List.of(lines(select(words.substring(name.length() + 1)))));
            case "text" -> texts = texts.and(name, content);
            case "write" -> path = name;
            case "each" -> select(words).forEach(row -> write(new Template(content), texts.and(row)));
            default -> throw new IllegalArgumentException("There is no " + kind);
        }
    }

    private void write(Template template, Row row) {
        var file = new Template(path).fill(row).strip();
        files.computeIfAbsent(file, name -> new ArrayList<>()).add(template.fill(row));
    }

    /** The rows of a table; a column that is called like another table says which row of that one stands beside. */
    private List<Row> table(String content) {
        var all = new ArrayList<Row>();
        var lines = content.lines().map(line -> line.split("\\|", -1)).toList();
        for (var line : lines.subList(1, lines.size())) {
            var row = Row.EMPTY;
            for (int i = 0; i < line.length; i++) {
                var column = lines.get(0)[i].strip();
                var cell = line[i].strip();
                var beside = rows.getOrDefault(column, List.of()).stream()
                        .filter(other -> cell.equals(other.cells().get(column)))
                        .findFirst();
                row = beside.orElse(Row.EMPTY).and(row).and(column, cell);
            }
            all.add(row);
        }
        return all;
    }

    /** {@code a b + c d[1..3]}: each row of a beside each of b, and then each of c beside rows 1 to 3 of d. */
    private List<Row> select(String words) {
        var all = new ArrayList<Row>();
        for (var product : words.split(" \\+ ")) {
            var selected = List.of(Row.EMPTY);
            for (var word : product.split(" ")) {
                selected = Row.each(selected, chosen(word));
            }
            all.addAll(selected);
        }
        return all;
    }

    private List<Row> chosen(String word) {
        var parts = word.split("[\\[\\]]");
        var table = rows.get(parts[0]);
        if (table == null) {
            throw new IllegalArgumentException("There is no table '" + parts[0] + "' among " + rows.keySet());
        }
        if (parts.length == 1) {
            return table;
        }
        var ends = parts[1].split("\\.\\.");
        return ends.length == 2
                ? table.subList(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1)
                : Stream.of(parts[1].split(","))
                        .map(Integer::parseInt)
                        .map(table::get)
                        .toList();
    }

    /** One row, in which each cell has a line for each of {@code rows}. */
    private static Row lines(List<Row> rows) {
        var all = Row.EMPTY;
        for (var column : rows.get(0).cells().keySet()) {
            var cells = new Template("${" + column + "}").fill(rows);
            all = all.and(column, String.join("", cells).strip());
        }
        return all;
    }
}
