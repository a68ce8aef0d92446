package dev.wove.test;

import static dev.wove.Policy.retries;
import static dev.wove.test.WeaveTests.assertPlan;
import static dev.wove.test.WeaveTests.assertWeave;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.OnFailure;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.java.Wove;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssertionsInJavaTest {
    private static final String TIMES = """

            Weave 'post-page':
              task    started  ended   attempts  outcome
              post    0 ms     300 ms  1         succeeded
              author  300 ms   2.3 s   1         succeeded
              ad      0 ms     300 ms  3         failed: IOException
              banner  -        -       0         skipped: IOException
              page    2.3 s    2.3 s   1         succeeded""";

    private static WeaveResult<String> page(VirtualTime time) {
        return Wove.with(WeaveOptions.onFailure(OnFailure.CONTINUE)).weaveResult("post-page", w -> {
            var post = w.run("post", () -> time.sleep(ofMillis(300)));
            var author = w.run("author", post, p -> time.sleep(ofSeconds(2)));
            var ad = w.with(retries(2)).task("ad", () -> {
                time.sleep(ofMillis(100));
                throw new IOException("down");
            });
            w.task("banner", ad, a -> a);
            return w.task("page", author, a -> "page");
        });
    }

    private static void fails(String because, java.util.function.Consumer<WeaveAssertions> assertion) {
        WeaveTests.virtualTime(time -> {
            var checked = assertWeave(page(time));
            var error = assertThrows(AssertionError.class, () -> assertion.accept(checked));
            assertEquals(because + TIMES, error.getMessage());
        });
    }

    @Test
    void assertionsThatHold() {
        WeaveTests.virtualTime(time -> assertWeave(page(time))
                .started("post", "author", "ad", "page")
                .notStarted("banner")
                .order("post", "author", "page")
                .attempts("ad", 3)
                .overlapped("ad", "post"));
    }

    @Test
    void aTaskThatDidNotStart() {
        fails(
                "Task 'banner' was expected to start, but did not: java.io.IOException: down",
                weave -> weave.started("post", "banner"));
    }

    @Test
    void aTaskThatStarted() {
        fails("Task 'ad' was expected not to start, but did.", weave -> weave.notStarted("banner", "ad"));
    }

    @Test
    void anotherOrder() {
        fails(
                "Task 'post' was expected to start after 'author' had ended, but 'author' ran from 300 ms to 2.3 s, 'post'"
                        + " ran from 0 ms to 300 ms.",
                weave -> weave.order("author", "post"));
    }

    @Test
    void anotherNumberOfAttempts() {
        fails("Task 'ad' was expected to take 1 attempt, but took 3.", weave -> weave.attempts("ad", 1));
    }

    @Test
    void tasksThatDidNotOverlap() {
        fails(
                "Tasks 'post', 'author' were expected to run at the same time, but 'post' ran from 0 ms to 300 ms, 'author'"
                        + " ran from 300 ms to 2.3 s.",
                weave -> weave.overlapped("post", "author"));
    }

    @Test
    void thePlan() {
        var plan = Wove.plan("offers", w -> {
            var books = w.task("books", () -> List.of("a"));
            var offers = w.with(retries(2)).each("offers", books, String::length);
            return w.task("cheapest", offers, o -> o.get(0));
        });
        assertPlan(plan).reads("""
                        offers
                          books     blocking
                          offers    blocking each books  retries 2
                          cheapest  blocking                        <- offers
                        returns cheapest
                        """);
        var error = assertThrows(AssertionError.class, () -> assertPlan(plan).reads("offers"));
        assertEquals("""
                The plan of weave 'offers' differs from the expected one in line 2.
                  Expected: (no more lines)
                  Actual:   books     blocking
                The whole plan:
                """ + WeaveTests.textOf(plan), error.getMessage());
    }
}
