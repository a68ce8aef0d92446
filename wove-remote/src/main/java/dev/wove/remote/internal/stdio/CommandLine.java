package dev.wove.remote.internal.stdio;

import java.util.ArrayList;
import java.util.List;

/** A command as one line of text: words between spaces, and in quotes what has some. No shell has a say in it. */
public final class CommandLine {
    private CommandLine() {}

    /** @throws IllegalArgumentException if a quote is not closed */
    public static List<String> split(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isWord = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                isWord = true;
            } else if (isWord) {
                words.add(word.toString());
                word.setLength(0);
                isWord = false;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("'command' has a quote " + quote + " that is not closed.");
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
