package dev.wove.internal.plan;

import dev.wove.internal.graph.TaskNode;

/** A plan as a flowchart of Mermaid. */
public final class Mermaid {
    private Mermaid() {}

    public static String of(RealPlan<?> plan) {
        var text = new StringBuilder("---\ntitle: ").append(yaml(plan.name())).append("\n---\nflowchart TD\n");
        var graph = plan.graph;
        for (int i = 0; i < graph.size(); i++) {
            var node = graph.node(i);
            text.append("  ")
                    .append(id(node))
                    .append(node == plan.returned ? "([" : "[")
                    .append(quoted(String.join("\n", TaskText.label(node))))
                    .append(node == plan.returned ? "])\n" : "]\n");
        }
        for (var link : Link.of(graph)) {
            text.append("  ").append(id(link.from())).append(link.isOrderOnly() ? " -.->" : " -->");
            if (!link.word().isEmpty()) {
                text.append('|').append(link.word()).append('|');
            }
            text.append(' ').append(id(link.to())).append('\n');
        }
        return text.toString();
    }

    /** Not the name: words like {@code end} mean something to Mermaid, and so do many characters. */
    private static String id(TaskNode<?> node) {
        return "t" + node.index;
    }

    /**
     * Anything but a few harmless characters is written by its number, since Mermaid reads markup in quoted text; so is a
     * point or a dash before the first letter, which would make the label a list.
     */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        boolean[] letterSeen = {false};
        text.codePoints().forEach(c -> {
            letterSeen[0] |= Character.isLetter(c);
            if (c == '\n') {
                quoted.append("<br/>");
            } else if (Character.isLetterOrDigit(c)
                    || " ,:()'".indexOf(c) >= 0
                    || letterSeen[0] && ".-/".indexOf(c) >= 0) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append('#').append(c).append(';');
            }
        });
        return quoted.append('"').toString();
    }

    private static String yaml(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format("\\x%02x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
