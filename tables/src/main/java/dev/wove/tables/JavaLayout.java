package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lays out Java as palantir-java-format does, in the few shapes that tables have. */
final class JavaLayout {
    private static final int WIDTH = 120;

    private JavaLayout() {}

    /** A type and its parameters, up to the brace: {@code end} is what stands before that. */
    static String type(String start, List<String> generics, String end) {
        var line = start + generics(generics) + end + " {\n";
        if (fits(line)) {
            return line;
        }
        if (!end.isEmpty() && fits(start + generics(generics))) {
            return start + generics(generics) + "\n" + indentOf(start) + "        " + end.strip() + " {\n";
        }
        var deeper = indentOf(start) + (end.isEmpty() ? "        " : "                ");
        var close = end.isEmpty() ? "" : "\n" + indentOf(start) + "        " + end.strip();
        return start + "<\n" + lines(bounded(generics), deeper) + ">" + close + " {\n";
    }

    /**
     * A method up to its brace.
     *
     * @param end what stands between the parameters and the brace: nothing, or what it throws
     */
    static String method(String modifiers, List<String> generics, String returns, List<String> parameters, String end) {
        var indent = "    ";
        var typed = indent + modifiers + (generics.isEmpty() ? "" : " " + generics(generics));
        if (fits(typed + " " + returns + "(" + String.join(", ", parameters) + ")" + end + " {")) {
            return typed + " " + returns + "(" + String.join(", ", parameters) + ")" + end + " {\n";
        }
        if (fits(typed + " " + returns + "(")) {
            return typed + " " + returns + "(\n" + parameters(parameters, indent + "        ", end);
        }
        if (!fits(typed)) {
            typed = indent + modifiers + " <\n" + lines(bounded(generics), indent + "                ") + ">";
        }
        var further = indent + "        " + returns + "(";
        if (fits(further + String.join(", ", parameters) + ")" + end + " {")) {
            return typed + "\n" + further + String.join(", ", parameters) + ")" + end + " {\n";
        }
        return typed + "\n" + further + "\n" + parameters(parameters, indent + "                ", end);
    }

    private static String parameters(List<String> parameters, String indent, String end) {
        var line = indent + String.join(", ", parameters) + ")" + end + " {";
        if (fits(line)) {
            return line + "\n";
        }
        var lines = new ArrayList<>(parameters);
        var last = lines.remove(lines.size() - 1);
        if (!fits(indent + last + ")" + (end.isEmpty() ? " {" : ""))) {
            last = brokenBeforeName(last, indent);
        }
        lines.add(last + ")" + (end.isEmpty() ? " {" : "\n" + indent + end.strip() + " {"));
        return lines(lines, indent) + "\n";
    }

    private static String brokenBeforeName(String parameter, String indent) {
        int name = parameter.lastIndexOf(' ');
        var type = parameter.substring(0, name);
        if (!fits(indent + type)) {
            int open = type.indexOf('<');
            var arguments = List.of(type.substring(open + 1).split(", "));
            type = type.substring(0, open) + "<\n" + lines(arguments, indent + "                ");
        }
        return type + "\n" + indent + "        " + parameter.substring(name + 1);
    }

    /** A statement that ends with a call; a lambda with braces stays where it begins. */
    static String call(String start, List<String> arguments) {
        var line = "        " + start + "(" + String.join(", ", arguments) + ");";
        if (line.contains("{\n") || fits(line)) {
            return line + "\n";
        }
        var joined = "                " + String.join(", ", arguments) + ");";
        if (fits(joined)) {
            return "        " + start + "(\n" + joined + "\n";
        }
        return "        " + start + "(\n" + lines(arguments, "                ") + ");\n";
    }

    /** A call whose value is cast: broken after the cast if the rest fits into a line. */
    static String call(String start, String cast, String name, List<String> arguments) {
        var one = call(start + " " + cast + " " + name, arguments);
        var rest = "                " + name + "(" + String.join(", ", arguments) + ");";
        return one.lines().count() == 1 || !fits(rest) ? one : "        " + start + " " + cast + "\n" + rest + "\n";
    }

    private static List<String> bounded(List<String> generics) {
        return generics.stream()
                .map(name -> name.contains(" extends ") ? name : name + " extends @Nullable Object")
                .toList();
    }

    private static String generics(List<String> generics) {
        return generics.isEmpty() ? "" : "<" + String.join(", ", bounded(generics)) + ">";
    }

    private static String lines(List<String> lines, String indent) {
        return lines.stream().map(line -> indent + line).collect(Collectors.joining(",\n"));
    }

    private static boolean fits(String line) {
        return line.strip().length() + indentOf(line).length() <= WIDTH;
    }

    private static String indentOf(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
