package dev.wove.examples.postpage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a reader of a blog post sees.
 *
 * @param ratings one for each comment, in the same order
 * @param ad null if there is none: the page does without
 */
public record Page(
        Post post,
        Author author,
        List<Comment> comments,
        List<Integer> ratings,
        List<String> related,
        @Nullable String ad) {

    public record Post(int id, int authorId, String title, String text) {}

    public record Author(int id, String name) {}

    public record Comment(int id, String by, String text) {}

    /** The page as plain text. */
    public String text() {
        var text = new StringBuilder();
        text.append(post.title).append(", by ").append(author.name).append('\n');
        text.append("  ").append(post.text).append('\n');
        text.append(comments.size()).append(" comments\n");
        for (int i = 0; i < comments.size(); i++) {
            var comment = comments.get(i);
            text.append("  ").append("*".repeat(ratings.get(i))).append(" ".repeat(6 - ratings.get(i)));
            text.append(comment.by).append(": ").append(comment.text).append('\n');
        }
        text.append("Read on: ").append(String.join("; ", related)).append('\n');
        text.append("Ad: ").append(ad == null ? "(none)" : ad).append('\n');
        return text.toString();
    }
}
