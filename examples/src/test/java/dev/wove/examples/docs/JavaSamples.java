package dev.wove.examples.docs;

import static dev.wove.OnFailure.CONTINUE;
import static dev.wove.Policy.policy;
import static dev.wove.Policy.retries;
import static dev.wove.Policy.workers;
import static dev.wove.WeaveOptions.options;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.wove.Backoff;
import dev.wove.Limiter;
import dev.wove.Outcome;
import dev.wove.Plan;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.java.ItemsOf;
import dev.wove.java.LiveWeave;
import dev.wove.java.WeaveFuture;
import dev.wove.java.Wove;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The Java samples of the README and the guide, compiled and run. */
final class JavaSamples {
    record Post(int id, int authorId) {}

    record Author(String name) {}

    record Book(String title) {}

    record Page(Author author, List<Book> books) {}

    record Offer(Book book, int cents) {}

    static final class Posts {
        Post find(int id) {
            return new Post(id, 4);
        }
    }

    static final class Authors {
        Author find(int id) {
            return new Author("Ursula " + id);
        }

        CompletableFuture<Author> fetch(int id) {
            return CompletableFuture.supplyAsync(() -> find(id));
        }
    }

    static final class Library {
        List<Book> byAuthor(int id) {
            return List.of(new Book("The Dispossessed"), new Book("Book " + id));
        }
    }

    static final class Shop {
        Offer offer(Book book) {
            return new Offer(book, 100 * book.title().length());
        }
    }

    static final class Ads {
        String pick() throws IOException {
            throw new IOException("the ad server is down");
        }
    }

    private final Posts posts = new Posts();
    private final Authors authors = new Authors();
    private final Library library = new Library();
    private final Shop shop = new Shop();
    private final Ads ads = new Ads();

    Page firstWeave(int id) {
        // tag::java-first-weave[]
        Page page = Wove.weave("page", w -> {
            var author = w.task("author", () -> authors.find(id)); //       author ─┐
            var books = w.task("books", () -> library.byAuthor(id)); //     books ──┴─> page
            return w.task("page", author, books, Page::new);
        });
        // end::java-first-weave[]
        return page;
    }

    Author inputs() {
        // tag::java-inputs[]
        Author author = Wove.weave("author", w -> {
            var post = w.task("post", () -> posts.find(7));
            w.run("audit", post, p -> System.out.println("read " + p.id())); // a body without a value
            return w.task("author", post, p -> authors.find(p.authorId()));
        });
        // end::java-inputs[]
        return author;
    }

    int manyInputs() {
        // tag::java-many-inputs[]
        int sum = Wove.weave("sum", w -> {
            var a = w.task("a", () -> 1);
            var b = w.task("b", () -> 2);
            var c = w.task("c", () -> 3);
            return w.task("sum", List.of(a, b, c), in -> in.get(a) + in.get(b) + in.get(c));
        });
        // end::java-many-inputs[]
        return sum;
    }

    String checked() {
        // tag::java-checked[]
        try {
            return Wove.<String, IOException>weave("ad", w -> w.task("ad", () -> ads.pick()));
        } catch (IOException e) { // the exception of the task, the same instance
            return "no ad: " + e.getMessage();
        }
        // end::java-checked[]
    }

    Page async() {
        // tag::java-async[]
        WeaveFuture<Page> later = Wove.weaveAsync("page", w -> {
            var author = w.async("author", () -> authors.fetch(4)); // waits for the stage without a thread
            var books = w.task("books", () -> library.byAuthor(4));
            return w.task("page", author, books, Page::new);
        });
        later.orTimeout(5, TimeUnit.SECONDS); // cancels the weave, like cancel() does
        Page page = later.join();
        later.stopped().join(); // nothing of it runs any more
        // end::java-async[]
        return page;
    }

    Page live() {
        // tag::java-live[]
        LiveWeave<Page> live = Wove.launchWeave("page", w -> {
            var author = w.task("author", () -> authors.find(4));
            var books = w.task("books", () -> library.byAuthor(4));
            return w.task("page", author, books, Page::new);
        });
        live.future("author").thenAccept(author -> System.out.println(author + " is there"));
        Page page = live.join();
        // end::java-live[]
        return page;
    }

    Page planned() {
        // tag::java-plan[]
        Plan<Page> plan = Wove.plan("page", w -> {
            var author = w.task("author", () -> authors.find(4));
            var books = w.task("books", () -> library.byAuthor(4));
            return w.task("page", author, books, Page::new);
        });
        System.out.println(plan.levels()); // [[author, books], [page]]
        Page page = Wove.run(plan);
        // end::java-plan[]
        return page;
    }

    List<Offer> mapped() {
        // tag::java-mapped[]
        List<Offer> offers = Wove.weave("offers", w -> {
            var books = w.task("books", () -> library.byAuthor(4));
            return w.with(workers(8).retries(2)).each("offers", books, book -> shop.offer(book)); // in order
        });
        // end::java-mapped[]
        return offers;
    }

    List<String> itemsOf() {
        // tag::java-items-of[]
        List<String> labels = Wove.weave("labels", w -> {
            var prices = w.task("prices", () -> Map.of("tea", 3, "cake", 5));
            return w.each("labels", ItemsOf.map(prices), price -> price.getKey() + ": " + price.getValue());
        });
        // end::java-items-of[]
        return labels;
    }

    long lines(Path file) throws IOException {
        // tag::java-lines[]
        long handled = Wove.<Long, IOException>weave("lines", w -> {
            var lines = w.task("lines", () -> Files.lines(file)); // closed when its lines are handled
            return w.with(workers(8)).forEach("handled", ItemsOf.stream(lines), line -> handle(line));
        });
        // end::java-lines[]
        return handled;
    }

    private static void handle(String line) {}

    // tag::java-policies[]
    private static final Policy PARTNER = retries(3)
            .backoff(Backoff.exponential(ofMillis(100)).jitter(0.5))
            .timeout(ofSeconds(2)) //   one attempt
            .deadline(ofSeconds(10)) // all of them, and the waits between
            .limit(Limiter.of(10, 60_000)); // shared by all that use this policy

    Offer offer(Book book) {
        return Wove.with(WeaveOptions.workers(8).timeout(ofSeconds(30)))
                .weave("offer", w -> w.with(PARTNER).task("offer", () -> shop.offer(book)));
    }
    // end::java-policies[]

    List<String> bothOptions() {
        // tag::java-both-options[]
        var bounded = options().workers(8).timeout(ofSeconds(30));
        List<String> names = Wove.with(bounded).weave("names", w -> {
            var twoAtOnce = w.with(policy().workers(2).timeout(ofSeconds(5)));
            return twoAtOnce.each("names", List.of(4, 5), id -> authors.find(id).name());
        });
        // end::java-both-options[]
        return names;
    }

    WeaveResult<String> result() {
        // tag::java-result[]
        WeaveResult<String> result = Wove.with(WeaveOptions.onFailure(CONTINUE)).weaveResult("page", w -> {
            var author = w.task("author", () -> authors.find(4));
            w.task("ad", () -> ads.pick()); // fails
            return w.task("page", author, Author::name);
        });
        Outcome<?> ad = result.outcome("ad");
        System.out.println(result.get("page") + ", but " + ad + "; skipped: " + result.skipped());
        // end::java-result[]
        return result;
    }

    String handled() {
        // tag::java-handled[]
        String page = Wove.weave("page", w -> {
            var author = w.task("author", () -> authors.find(4));
            var ad = w.task("ad", () -> ads.pick()); // fails
            return w.task("page", List.of(author, w.orNull(ad)), in -> {
                String text = in.orNull(ad);
                return in.get(author).name() + (text == null ? ", no ad today" : ", " + text);
            });
        });
        // end::java-handled[]
        return page;
    }
}
