package dev.wove.test;

import static dev.wove.Policy.retries;
import static dev.wove.test.Replacements.nothing;
import static dev.wove.test.Replacements.with;
import static dev.wove.test.StandIn.body;
import static dev.wove.test.StandIn.failing;
import static dev.wove.test.StandIn.items;
import static dev.wove.test.StandIn.value;
import static dev.wove.test.WeaveTests.replacing;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Outcome;
import dev.wove.PlanException;
import dev.wove.Task;
import dev.wove.TaskTimeoutException;
import dev.wove.Weave;
import dev.wove.WeaveResult;
import dev.wove.java.Given;
import dev.wove.java.WeaveScope;
import dev.wove.java.Wove;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ReplacingInJavaTest {
    record Post(int authorId) {}

    record Author(String name) {}

    private static final Author ADA = new Author("Ada");

    /** Code under test. */
    static final class PageService {
        final List<String> started = Collections.synchronizedList(new ArrayList<>());

        private Task<String> declare(WeaveScope w) {
            var post = w.task("post", () -> {
                started.add("post");
                return new Post(70);
            });
            var users = w.task("users", post, p -> {
                started.add("users");
                return "author";
            });
            var author = w.task("author", post, users, (p, u) -> new Author(u + " " + p.authorId()));
            var comments = w.with(retries(2).timeout(ofSeconds(2)))
                    .async("comments", post, p -> CompletableFuture.completedFuture(List.of("good", "bad")));
            var ratings = w.each("ratings", comments, String::length);
            return w.task("page", author, comments, ratings, (a, c, r) -> a.name() + ": " + c + " " + r);
        }

        String page() {
            return Wove.weave("post-page", this::declare);
        }

        CompletableFuture<String> pageAsync() {
            return Wove.weaveAsync("post-page", this::declare);
        }

        WeaveResult<String> result() {
            return Wove.weaveResult("post-page", this::declare);
        }
    }

    private final PageService service = new PageService();

    @Test
    void aTaskIsReplacedByAValueInOneLine() {
        assertEquals("Ada: [good, bad] [4, 3]", replacing("post-page", with("author", ADA), () -> service.page()));
        assertEquals(List.of("post"), service.started);
    }

    @Test
    void severalTasksAreReplacedAndWhatOnlyFedThemDoesNotRun() {
        var result =
                replacing("post-page", with("author", ADA).and("comments", List.of("great")), () -> service.result());
        assertEquals("Ada: [great] [5]", result.value());
        assertEquals(Set.of("post", "users"), result.skipped());
        assertEquals(List.of(), service.started);
    }

    @Test
    void aTaskFailsInEveryAttemptWithTheSameInstance() {
        var down = new IOException("down");
        var result = replacing("post-page", with("comments", failing(down)), () -> service.result());
        assertSame(down, result.failure());
        WeaveTests.assertWeave(result).attempts("comments", 3);
    }

    @Test
    void aTaskTakesTimeInVirtualTime() {
        WeaveTests.virtualTime(time -> {
            replacing("post-page", with("author", value(ADA).after(ofMinutes(1))), () -> service.page());
            assertEquals(ofMinutes(1), time.elapsed());
            var slow = body(() -> List.of("late")).after(ofHours(1));
            assertThrows(
                    TaskTimeoutException.class,
                    () -> replacing("post-page", with("comments", slow), () -> service.page()));
            assertEquals(ofSeconds(66), time.elapsed());
        });
    }

    @Test
    void aBodyMayBlockInVirtualTime() {
        WeaveTests.virtualTime(time -> {
            var author = body(() -> {
                time.sleep(ofHours(1));
                return ADA;
            });
            assertEquals(
                    "Ada: [good, bad] [4, 3]", replacing("post-page", with("author", author), () -> service.page()));
            assertEquals(ofHours(1), time.elapsed());
        });
    }

    @Test
    void aBodyReadsTheInputsThatItNames() {
        var author = body(
                List.of("post"),
                in -> new Author("of " + in.get("post", Post.class).authorId()));
        assertEquals("of 70: [good, bad] [4, 3]", replacing("post-page", with("author", author), () -> service.page()));
    }

    @Test
    void theItemsOfAMappedTaskAreReplaced() {
        assertEquals(
                "author 70: [good, bad] [8, 6]",
                replacing("post-page", with("ratings", items((String c) -> 2 * c.length())), () -> service.page()));
        assertEquals(
                "author 70: [good, bad] []", replacing("post-page", with("ratings", List.of()), () -> service.page()));
    }

    @Test
    void aFutureIsReplacedTooAlsoOnAThreadOfTheCodeUnderTest() throws Exception {
        assertEquals(
                "Ada: [good, bad] [4, 3]",
                replacing(
                        "post-page",
                        with("author", ADA),
                        () -> service.pageAsync().join()));
        var pool = Executors.newSingleThreadExecutor();
        try {
            assertEquals(
                    "Ada: [good, bad] [4, 3]",
                    WeaveTests.<String, Exception>replacing(
                            "post-page",
                            with("author", ADA),
                            () -> pool.submit(service::page).get()));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void nothingIsReplaced() {
        replacing("post-page", with("author", ADA), () -> {
            assertEquals(
                    "author 70: [good, bad] [4, 3]",
                    CompletableFuture.supplyAsync(() -> replacing("post-page", nothing(), () -> service.page()))
                            .join());
            assertEquals("Ada: [good, bad] [4, 3]", service.page());
        });
    }

    @Test
    void whatTheBlockThrowsComesOutAsItIs() {
        var down = new IOException("down");
        assertSame(
                down,
                assertThrows(
                        IOException.class,
                        () -> WeaveTests.<IOException>replacing("post-page", nothing(), () -> {
                            service.page();
                            throw down;
                        })));
        assertEquals(0, down.getSuppressed().length);
    }

    @Test
    void anUnknownTaskIsRefusedThoughTheCodeUnderTestCatchesIt() {
        var refused = assertThrows(
                PlanException.class,
                () -> replacing("post-page", with("auther", ADA), () -> {
                    try {
                        service.page();
                    } catch (RuntimeException e) {
                        assertEquals(PlanException.class, e.getClass());
                    }
                }));
        assertEquals(
                "A test replaces task 'auther' in weave 'post-page', but no task with that name is declared.\n"
                        + "  Declared: post, users, author, comments, ratings, page\n  Did you mean 'author'?",
                refused.getMessage());
        assertEquals(List.of(), service.started);
    }

    @Test
    void aWeaveThatNeverRanIsAnError() {
        var error =
                assertThrows(AssertionError.class, () -> replacing("page", with("author", ADA), () -> service.page()));
        assertEquals(
                "Weave 'page' never ran in this block, which replaces 'author' of it.\n  Ran in it: post-page",
                error.getMessage());
    }

    @Test
    void aTaskThatWasNotNeededTellsWhy() {
        var result = replacing("post-page", with("author", ADA), () -> service.result());
        var why = assertThrows(IllegalStateException.class, () -> result.get("users"));
        assertEquals(
                "Task 'users' in weave 'post-page' did not run: a test replaced 'author', and nothing else declared it as"
                        + " an input.\n  The inputs that a stand-in names do run.",
                why.getMessage());
        assertEquals(Outcome.Skipped.class, result.outcome("users").getClass());
    }

    @Test
    void aNegativeWaitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> value(1).after(ofSeconds(-1)));
    }

    /** A weave class under test. */
    static class Total extends Weave<Integer> {
        @Do
        List<Integer> prices(@Input int customer) {
            throw new AssertionError("not to be called");
        }

        @Do
        Integer total(List<Integer> prices) {
            return prices.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** One that cannot work. */
    static class Broken extends Weave<Integer> {
        @Do
        Integer total(List<Integer> price) {
            return price.size();
        }
    }

    @Test
    void aTaskOfAWeaveClassIsReplaced() {
        int total = replacing(
                "Total",
                with("prices", List.of(1, 2)),
                () -> Wove.<Integer, RuntimeException>weave(new Total(), Given.given("customer", 1)));
        assertEquals(3, total);
        var refused = assertThrows(
                PlanException.class,
                () -> replacing("Total", with("prices", 3), () -> Wove.weave(new Total(), Given.given("customer", 1))));
        assertEquals(
                "A test replaces task 'prices' in weave 'Total' by a value of type Integer, but the task makes List.\n"
                        + "  Give a value of that type.",
                refused.getMessage());
    }

    @Test
    void aWeaveClassIsVerified() {
        WeaveTests.verifyWeave(Total.class);
        var refused = assertThrows(PlanException.class, () -> WeaveTests.verifyWeave(Broken.class));
        var used = assertThrows(PlanException.class, () -> Wove.weave(new Broken()));
        assertEquals(used.getMessage(), refused.getMessage());
    }
}
