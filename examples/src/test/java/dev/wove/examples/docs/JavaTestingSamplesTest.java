package dev.wove.examples.docs;

import static dev.wove.Policy.retries;
import static dev.wove.Policy.timeout;
import static dev.wove.Policy.workers;
import static dev.wove.java.Given.given;
import static dev.wove.test.Replacements.with;
import static dev.wove.test.StandIn.body;
import static dev.wove.test.StandIn.failing;
import static dev.wove.test.StandIn.items;
import static dev.wove.test.StandIn.value;
import static dev.wove.test.WeaveTests.assertPlan;
import static dev.wove.test.WeaveTests.assertWeave;
import static dev.wove.test.WeaveTests.replacing;
import static dev.wove.test.WeaveTests.verifyWeave;
import static dev.wove.test.WeaveTests.virtualTime;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Plan;
import dev.wove.TaskTimeoutException;
import dev.wove.Weave;
import dev.wove.WeaveResult;
import dev.wove.examples.docs.JavaSamples.Author;
import dev.wove.examples.docs.JavaSamples.Authors;
import dev.wove.examples.docs.JavaSamples.Book;
import dev.wove.examples.docs.JavaSamples.Library;
import dev.wove.examples.docs.JavaSamples.Offer;
import dev.wove.examples.docs.JavaSamples.Page;
import dev.wove.examples.docs.JavaSamples.Post;
import dev.wove.examples.docs.JavaSamples.Posts;
import dev.wove.examples.docs.JavaSamples.Shop;
import dev.wove.java.Wove;
import dev.wove.test.FailureReports;
import dev.wove.test.RecordedRuns;
import dev.wove.test.VirtualTime;
import dev.wove.test.junit.WoveTest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JavaTestingSamplesTest {
    // tag::java-testing-service[]
    record OfferService(Posts posts, Authors authors, Library library, Shop shop) {
        WeaveResult<String> offers(int id) {
            return Wove.weaveResult("offers", w -> {
                var post = w.task("post", () -> posts.find(id));
                var author = w.with(timeout(ofSeconds(2))).task("author", post, p -> authors.find(p.authorId()));
                var books = w.task("books", post, p -> library.byAuthor(p.authorId()));
                var offers = w.with(workers(8).retries(2)).each("offers", books, book -> shop.offer(book));
                return w.task("page", author, offers, (a, all) -> a.name() + ": " + cents(all) + " cents");
            });
        }
    }
    // end::java-testing-service[]

    private static int cents(List<Offer> offers) {
        return offers.stream().mapToInt(Offer::cents).sum();
    }

    private final OfferService service = new OfferService(new Posts(), new Authors(), new Library(), new Shop());
    private final Author ada = new Author("Ada");
    private final List<Book> noir = List.of(new Book("Noir"), new Book("Nuit"));

    // tag::java-testing-replace[]
    @Test
    void aPageHasTheOffersOfAllBooks() {
        var result = replacing("offers", with("author", ada).and("books", noir), () -> service.offers(7));

        assertEquals("Ada: 800 cents", result.value());
        assertWeave(result).notStarted("post"); // only author and books needed it
    }
    // end::java-testing-replace[]

    @Test
    void standIns() {
        // tag::java-testing-stand-ins[]
        var down = new IOException("down");
        var failed = replacing("offers", with("books", failing(down)), () -> service.offers(7));

        var author = body(
                List.of("post"),
                in -> new Author("of post " + in.get("post", Post.class).id()));
        var page = replacing("offers", with("author", author), () -> service.offers(7));

        var nothing = replacing("offers", with("offers", List.of()), () -> service.offers(7)); // the whole list
        var cheap = items((Book book) -> new Offer(book, 5)); //                                   each item
        var cheapest = replacing("offers", with("offers", cheap), () -> service.offers(7));
        // end::java-testing-stand-ins[]
        assertSame(down, failed.failure());
        assertEquals("of post 7: 2200 cents", page.value());
        assertEquals("Ursula 4: 0 cents", nothing.value());
        assertEquals("Ursula 4: 10 cents", cheapest.value());
    }

    // tag::java-testing-time[]
    @Test
    void anAuthorThatTakesAnHourIsGivenUpAfterTwoSeconds() {
        virtualTime(time -> {
            var author = value(ada).after(ofHours(1));
            var result = replacing("offers", with("author", author), () -> service.offers(7));

            assertInstanceOf(TaskTimeoutException.class, result.failure());
            assertEquals(ofSeconds(2), time.elapsed());
        });
    }
    // end::java-testing-time[]

    @Test
    void blockingBodiesInVirtualTime() {
        virtualTime(time -> {
            assertThrows(TaskTimeoutException.class, () -> {
                // tag::java-testing-blocking[]
                Wove.weave("slow", w -> w.with(timeout(ofSeconds(2))).run("slow", () -> time.sleep(ofHours(1))));
                // end::java-testing-blocking[]
            });
            assertEquals(ofSeconds(2), time.elapsed());
        });
    }

    // tag::java-testing-assertions[]
    @Test
    void authorAndBooksAreFetchedAtTheSameTimeAndTheShopIsAskedAgain() {
        virtualTime(time -> {
            var calls = new AtomicInteger();
            var flaky = items((Book book) -> {
                if (calls.incrementAndGet() == 1) {
                    throw new IOException("reset");
                }
                return new Offer(book, 5);
            });
            var all = with("author", value(ada).after(ofMillis(30)))
                    .and("books", value(noir).after(ofMillis(20)))
                    .and("offers", flaky);

            assertWeave(replacing("offers", all, () -> service.offers(7)))
                    .overlapped("author", "books")
                    .order("books", "offers", "page")
                    .attempts("books", 1)
                    .started("offers")
                    .notStarted("post");
        });
    }
    // end::java-testing-assertions[]

    // tag::java-testing-class-service[]
    static class Greeting extends Weave<String> {
        @Do
        Post post(@Input int id) {
            return new Posts().find(id);
        }

        @Do
        Author author(Post post) {
            return new Authors().find(post.authorId());
        }

        @Do
        String greeting(Author author) {
            return "Hello " + author.name();
        }
    }
    // end::java-testing-class-service[]

    // tag::java-testing-class[]
    @Test
    void theWeaveClassIsWiredAsItShouldBeAndGreetsWhoeverWroteThePost() {
        verifyWeave(Greeting.class);

        String greeting =
                replacing("Greeting", with("post", new Post(7, 8)), () -> Wove.weave(new Greeting(), given("id", 7)));
        assertEquals("Hello Ursula 8", greeting);
    }
    // end::java-testing-class[]

    // tag::java-testing-plan[]
    @Test
    void thePlanOfAPage() {
        Plan<Page> plan = Wove.plan("page", w -> {
            var author = w.with(timeout(ofSeconds(2))).task("author", () -> new Authors().find(4));
            var books = w.with(retries(1)).task("books", () -> new Library().byAuthor(4));
            return w.task("page", author, books, Page::new);
        });

        assertPlan(plan).reads("""
                        page
                          author  blocking  timeout 2 s
                          books   blocking  retries 1
                          page    blocking               <- author, books
                        returns page
                        """);
    }
    // end::java-testing-plan[]

    @Nested
    // tag::java-testing-junit[]
    @WoveTest(reports = FailureReports.HTML)
    class OfferServiceTest {
        @Test
        void thePageWaitsForAnAuthorThatTakesASecond(VirtualTime time, RecordedRuns runs) {
            var author = with("author", value(ada).after(ofSeconds(1)));
            assertEquals(
                    "Ada: 2200 cents",
                    replacing("offers", author, () -> service.offers(7).value()));

            assertEquals(ofSeconds(1), time.elapsed());
            assertWeave(runs.only("offers")).order("author", "page");
        }
    }
    // end::java-testing-junit[]
}
