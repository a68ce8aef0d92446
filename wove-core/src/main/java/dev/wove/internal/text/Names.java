package dev.wove.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Names {
    private static final int MOST_LISTED = 20;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029]");

    private Names() {}

    /** {@code name} without what a terminal or a log takes for a command or a new line; itself if nothing of that is in it. */
    public static String plain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c >= 0x7f && c <= 0x9f || c == '\u2028' || c == '\u2029') {
                return UNPRINTABLE.matcher(name).replaceAll("?");
            }
        }
        return name;
    }

    /** Fails because none of {@code names} is {@code name}, and tells the nearest. */
    public static NoSuchElementException unknown(String weave, String name, List<String> names) {
        return new NoSuchElementException("Weave '" + weave + "' has no task '" + plain(name) + "'.\n  Declared: "
                + listed(names) + suggestion(name, names));
    }

    /** The first of {@code names}, and how many there are. */
    public static String listed(List<String> names) {
        if (names.size() <= MOST_LISTED) {
            return String.join(", ", names);
        }
        var some = new ArrayList<>(names.subList(0, MOST_LISTED));
        some.add("... (" + names.size() + " in all)");
        return String.join(", ", some);
    }

    /** The text that suggests the nearest of {@code candidates}, or an empty one if none is near. */
    public static String suggestion(String name, Iterable<String> candidates) {
        var nearest = nearest(name, candidates);
        return nearest == null ? "" : "\n  Did you mean '" + nearest + "'?";
    }

    public static @Nullable String nearest(String name, Iterable<String> candidates) {
        @Nullable String best = null;
        int bestDistance = Math.max(1, name.length() / 3) + 1;
        for (var candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Levenshtein's edit distance, upper and lower case being alike, and two letters swapped being one edit. */
    private static int distance(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : edited(a, i, b, j, distance);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int edited(String a, int i, String b, int j, int[][] distance) {
        boolean isSame = isSame(a, i - 1, b, j - 1);
        int least = Math.min(
                Math.min(distance[i - 1][j], distance[i][j - 1]) + 1, distance[i - 1][j - 1] + (isSame ? 0 : 1));
        boolean isSwapped = i > 1 && j > 1 && isSame(a, i - 1, b, j - 2) && isSame(a, i - 2, b, j - 1);
        return isSwapped ? Math.min(least, distance[i - 2][j - 2] + 1) : least;
    }

    private static boolean isSame(String a, int i, String b, int j) {
        return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
    }
}
