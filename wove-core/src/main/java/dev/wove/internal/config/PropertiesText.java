package dev.wove.internal.config;

import dev.wove.config.ConfigurationException;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Properties;

/** Reads a file of properties, and knows the line of each. */
final class PropertiesText {
    private final String name;
    private final String[] lines;
    private final TextSettings read = new TextSettings();
    private final HashMap<String, Integer> seen = new HashMap<>();

    private PropertiesText(String name, String text) {
        this.name = name;
        this.lines = text.split("\r\n|\r|\n", -1);
    }

    /** The settings in {@code text}, which was found at {@code name}. */
    static Settings read(String name, String text) {
        return new PropertiesText(name, text).read();
    }

    private Settings read() {
        for (int i = 0; i < lines.length; i++) {
            int first = i;
            var line = new StringBuilder(lines[i]);
            if (!isComment(lines[i])) {
                while (goesOn(lines[i]) && i + 1 < lines.length) {
                    line.append('\n').append(lines[++i]);
                }
                entry(line.toString(), first + 1);
            }
        }
        return read.done();
    }

    private void entry(String line, int number) {
        var entry = new Properties();
        try {
            entry.load(new StringReader(line));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("A line of the configuration cannot be read (" + name + ":" + number
                    + "): " + e.getMessage() + ".\n  Write a backslash as two.");
        }
        for (var key : entry.stringPropertyNames()) {
            var origin = name + ":" + number;
            var before = seen.put(key, number);
            if (before != null) {
                throw new ConfigurationException("Setting '" + key + "' is there twice (" + origin + ", and line "
                        + before + ").\n  Leave one of them out.");
            }
            if (!key.startsWith("wove.")) {
                throw Problems.withoutPrefix(key, origin);
            }
            read.put(key.substring("wove.".length()), entry.getProperty(key), origin);
        }
    }

    private static boolean isComment(String line) {
        var text = line.stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    /** Whether the line ends with an odd number of backslashes. */
    private static boolean goesOn(String line) {
        int count = 0;
        while (count < line.length() && line.charAt(line.length() - 1 - count) == '\\') {
            count++;
        }
        return count % 2 == 1;
    }
}
