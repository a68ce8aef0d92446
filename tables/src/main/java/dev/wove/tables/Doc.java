package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** A doc comment of either language. */
final class Doc {
    private static final int WIDTH = 120;

    private final List<String> parts = new ArrayList<>();
    private boolean code;

    /** The lines of {@code text} as deep as {@code indent}, and the docs among them wrapped. */
    static String wrapAll(String text, String indent) {
        var all = new StringBuilder();
        Doc doc = null;
        for (var line : text.lines().toList()) {
            if (line.strip().equals("/**")) {
                doc = new Doc();
            } else if (doc == null) {
                all.append(line.isEmpty() ? "" : indent + line).append("\n");
            } else if (line.strip().equals("*/")) {
                all.append(doc.wrap(indent + line.substring(0, line.indexOf(" *"))));
                doc = null;
            } else {
                doc.add(line.replaceFirst(" *\\* ?", ""));
            }
        }
        return all.toString();
    }

    /** Goes on with the last paragraph or tag, or begins the next. */
    private void add(String line) {
        var last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
        if (line.isEmpty() && last.isEmpty()) {
            return;
        }
        if (code || last.isEmpty() || line.isEmpty() || line.startsWith("@")) {
            parts.add(line);
        } else {
            parts.set(parts.size() - 1, last + " " + line.strip());
        }
        code ^= line.startsWith("```");
    }

    private String wrap(String indent) {
        if (parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        var line = indent + "/** " + parts.get(0) + " */";
        if (parts.size() == 1 && line.length() <= WIDTH) {
            return line + "\n";
        }
        var text = new StringBuilder(indent + "/**\n");
        parts.forEach(part -> wrap(indent + " * ", part, text));
        return text + indent + " */\n";
    }

    private static void wrap(String start, String part, StringBuilder text) {
        var rest = part;
        while (start.length() + rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH - start.length());
            text.append(start).append(rest, 0, end).append("\n");
            rest = (part.startsWith("@") ? "  " : "") + rest.substring(end + 1);
        }
        text.append((start + rest).stripTrailing()).append("\n");
    }
}
