package dev.wove.examples.docs;

import static dev.wove.java.Given.given;
import static dev.wove.java.Tasks.taskOf;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.Weave;
import dev.wove.WeaveResult;
import dev.wove.java.Wove;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The Java samples of the guide on reusable weaves, compiled and run. */
final class JavaClassSamples {
    record Post(int id, int authorId) {}

    record Author(String name) {}

    record Comment(String text) {}

    record Rating(int stars) {}

    record Page(Post post, Author author, List<Rating> ratings) {}

    static final class Posts {
        Post find(int id) {
            return new Post(id, 4);
        }

        List<Comment> commentsOf(int id) {
            return List.of(new Comment("first!"), new Comment("second to " + id));
        }
    }

    static final class Authors {
        CompletableFuture<Author> fetch(int id) {
            return CompletableFuture.supplyAsync(() -> new Author("Ursula " + id));
        }
    }

    // tag::class-java[]
    static class PostPage extends Weave<Page> {
        private final Posts posts;
        private final Authors authors;

        PostPage(Posts posts, Authors authors) {
            this.posts = posts;
            this.authors = authors;
        }

        @Do
        Post post(@Input int id) { // an input of the weave is declared once
            return posts.find(id);
        }

        @Do
        CompletableFuture<Author> author(Post post) { // every other parameter names a task or an input
            return authors.fetch(post.authorId());
        }

        @Do(retries = 2, timeout = "2s")
        List<Comment> comments(Post post) {
            return posts.commentsOf(post.id());
        }

        @Do(each = "comments", workers = 8)
        Rating rating(Comment comment) { // the unmatched parameter is the item
            return new Rating(comment.text().length() % 6);
        }

        @Do
        Page page(Post post, Author author, List<Rating> rating) { // the last task makes the value
            return new Page(post, author, rating);
        }
    }
    // end::class-java[]

    private static PostPage page() {
        return new PostPage(new Posts(), new Authors());
    }

    Page run() {
        // tag::class-run-java[]
        Page page = Wove.weave(page(), given("id", 7));
        // end::class-run-java[]
        return page;
    }

    List<Comment> only() {
        // tag::class-only-java[]
        List<Comment> comments = Wove.only(taskOf(PostPage::comments)).weave(page(), given("id", 7));
        // end::class-only-java[]
        return comments;
    }

    List<Comment> override() {
        // tag::class-override-java[]
        var result = Wove.weaveResult(page(), given("id", 7), w -> {
            var post = taskOf(PostPage::post);
            w.with(Policy.retries(0))
                    .override(taskOf(PostPage::comments))
                    .with(post, p -> List.of(new Comment("only one to " + p.id())));
            w.task("count", taskOf(PostPage::comments), List::size); // does not change the value of the weave
        });
        List<Comment> comments = result.get(taskOf(PostPage::comments));
        // end::class-override-java[]
        return comments;
    }

    // tag::class-subclass-java[]
    static class AnonymousPage extends PostPage {
        AnonymousPage(Posts posts, Authors authors) {
            super(posts, authors);
        }

        @Override
        CompletableFuture<Author> author(Post post) { // still a task, wired as before
            return CompletableFuture.completedFuture(new Author("anonymous"));
        }
    }
    // end::class-subclass-java[]

    Page subclass() {
        return Wove.weave(new AnonymousPage(new Posts(), new Authors()), given("id", 7));
    }

    int anonymous(String word) {
        // tag::class-anonymous-java[]
        int length = Wove.weave(new Weave<Integer>() {
            @Do
            String twice() {
                return word + word;
            }

            @Do
            int length(String twice) {
                return twice.length();
            }
        });
        // end::class-anonymous-java[]
        return length;
    }

    record Row(String id, int payload, List<String> needs) {}

    WeaveResult<Integer> table(List<Row> rows) {
        // tag::table-java[]
        return Wove.weaveResult("table", w -> {
            Task<Integer> last = null;
            for (var row : rows) {
                var needs = row.needs().stream().map(id -> w.<Integer>ref(id)).toList(); // in any order
                last = w.task(
                        row.id(),
                        needs,
                        in -> row.payload() + needs.stream().mapToInt(in::get).sum());
            }
            return last;
        });
        // end::table-java[]
    }
}
