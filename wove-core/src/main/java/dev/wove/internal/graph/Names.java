package dev.wove.internal.graph;

import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Names {
    private Names() {}

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

    /** Levenshtein's edit distance, upper and lower case being alike. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int cost = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }
        return row[b.length()];
    }
}
