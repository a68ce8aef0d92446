package dev.wove.examples.remote;

import java.util.List;

/** The posts of a month. */
public record Issue(int id, List<Post> posts) {
    private static final int LATEST = 7;

    /** As a database would give it. */
    public static Issue latest() {
        return new Issue(
                LATEST,
                List.of(
                        new Post(1, "Line involvements", "A thread is all that is needed."),
                        new Post(2, "On designing", "Material speaks, and the hand answers."),
                        new Post(3, "A good selvage", "Both edges of the cloth, and neither too tight."),
                        new Post(4, "Card weaving", "Forty cards, a quarter turn, and all again."),
                        new Post(5, "Indigo", "It is green until it has breathed.")));
    }
}
