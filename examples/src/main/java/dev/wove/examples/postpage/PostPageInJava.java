package dev.wove.examples.postpage;

import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.java.Wove;
import java.util.List;

/** The page in Java. PostPageInKotlin.kt is its twin. */
public final class PostPageInJava {
    private PostPageInJava() {}

    public static WeaveResult<Page> page(int id, Blog blog, Partner partner, WeaveOptions options) {
        // tag::post-page-java
        return Wove.with(options).weaveResult("post-page", w -> {
            var post = w.task("post", () -> blog.post(id));
            var ad = w.async("ad", () -> partner.ad());
            var author = w.task("author", post, p -> blog.author(p.authorId()));
            var comments = w.task("comments", post, p -> blog.commentsOf(p.id()));
            var related = w.async("related", post, p -> partner.related(p.id()));
            var ratings = w.with(Partner.PATIENTLY.workers(4).perMinute(30_000))
                    .eachAsync("ratings", comments, c -> partner.rating(c.id()));
            return w.task(
                    "page",
                    List.of(post, author, comments, ratings, related, w.orNull(ad)),
                    in -> new Page(
                            in.get(post),
                            in.get(author),
                            in.get(comments),
                            in.get(ratings),
                            in.get(related),
                            in.orNull(ad)));
        });
        // end::post-page-java
    }
}
