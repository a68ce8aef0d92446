package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** A doc comment of either language, wrapped at 120 columns: paragraphs, then tags. */
final class Doc {
    private static final int WIDTH = 120;

    private final List<String> paragraphs = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();

    Doc(String... paragraphs) {
        this.paragraphs.addAll(List.of(paragraphs));
    }

    /** A paragraph whose lines stay as they are. */
    Doc code(String lines) {
        paragraphs.add(lines);
        return this;
    }

    /** One tag, as in {@code tag("@param name what it is called")}. */
    Doc tag(String tag) {
        tags.add(tag);
        return this;
    }

    Doc tags(List<String> more) {
        tags.addAll(more);
        return this;
    }

    String write(String indent) {
        var line = indent + "/** " + paragraphs.get(0) + " */\n";
        if (paragraphs.size() == 1 && tags.isEmpty() && line.length() <= WIDTH + 1) {
            return line;
        }
        var text = new StringBuilder(indent + "/**\n");
        for (int i = 0; i < paragraphs.size(); i++) {
            var paragraph = paragraphs.get(i);
            text.append(i == 0 ? "" : indent + " *\n")
                    .append(
                            paragraph.contains("\n")
                                    ? paragraph
                                                    .indent(1)
                                                    .replaceAll("(?m)^", indent + " *")
                                                    .stripTrailing() + "\n"
                                    : wrapped(paragraph, indent + " * ", ""));
        }
        text.append(tags.isEmpty() ? "" : indent + " *\n");
        tags.forEach(tag -> text.append(wrapped(tag, indent + " * ", "  ")));
        return text.append(indent).append(" */\n").toString();
    }

    private static String wrapped(String words, String start, String further) {
        var text = new StringBuilder();
        var line = new StringBuilder(start);
        for (var word : words.split(" ")) {
            var empty = line.toString().isBlank()
                    || line.toString().endsWith("* ")
                    || line.toString().endsWith("*   ");
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append("\n");
                line = new StringBuilder(start + further);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
        }
        return text.append(line).append("\n").toString();
    }
}
