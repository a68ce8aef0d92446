package dev.wove.internal.plan;

/** A plan in the DOT language of Graphviz. */
public final class Dot {
    private Dot() {}

    public static String of(RealPlan<?> plan) {
        var text = new StringBuilder("digraph {\n");
        text.append("  graph [label=").append(quoted(plan.name())).append(", labelloc=t, fontname=\"sans-serif\"];\n");
        text.append("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
        text.append("  edge [fontname=\"sans-serif\", fontsize=10];\n");
        var graph = plan.graph;
        for (int i = 0; i < graph.size(); i++) {
            var node = graph.node(i);
            text.append("  ")
                    .append(quoted(node.name()))
                    .append(" [label=")
                    .append(quoted(String.join("\n", TaskText.label(node))));
            if (node == plan.returned) {
                text.append(", peripheries=2");
            }
            text.append("];\n");
        }
        for (var link : Link.of(graph)) {
            text.append("  ")
                    .append(quoted(link.from().name()))
                    .append(" -> ")
                    .append(quoted(link.to().name()));
            if (!link.word().isEmpty()) {
                text.append(" [label=")
                        .append(quoted(link.word()))
                        .append(link.isOrderOnly() ? ", style=dashed]" : "]");
            }
            text.append(";\n");
        }
        return text.append("}\n").toString();
    }

    /** Graphviz reads escapes and, in labels, character entities in a quoted string. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '&' -> quoted.append("&amp;");
                case '\n' -> quoted.append("\\n");
                default -> quoted.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return quoted.append('"').toString();
    }
}
