package dev.wove.java;

import static dev.wove.java.Given.given;
import static dev.wove.java.Tasks.itemsOf;
import static dev.wove.java.Tasks.stageOf;
import static dev.wove.java.Tasks.taskNamed;
import static dev.wove.java.Tasks.taskOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Do;
import dev.wove.From;
import dev.wove.Input;
import dev.wove.Item;
import dev.wove.OrNull;
import dev.wove.Outcome;
import dev.wove.PlanException;
import dev.wove.Policy;
import dev.wove.Settled;
import dev.wove.TaskKind;
import dev.wove.Weave;
import dev.wove.WeaveOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Weave classes as Java code writes, runs and overrides them. */
@Timeout(120)
class ClassWeaveTest {
    record Post(int id) {}

    record Author(String name) {}

    record Comment(String text) {}

    record Rating(int stars) {}

    record Page(Post post, Author author, List<Rating> ratings) {}

    static class PostPage extends Weave<Page> {
        final Queue<String> calls = new ConcurrentLinkedQueue<>();
        final String suffix;

        PostPage(String suffix) {
            this.suffix = suffix;
        }

        PostPage() {
            this("");
        }

        @Do
        Post post(@Input int id) throws IOException {
            calls.add("post");
            if (id < 0) {
                throw new IOException("no post " + id);
            }
            return new Post(id);
        }

        @Do(retries = 1, timeout = "2s")
        protected Author author(Post post) {
            calls.add("author");
            return new Author("author of " + post.id() + suffix);
        }

        @Do
        CompletableFuture<List<Comment>> comments(Post post) {
            calls.add("comments");
            return CompletableFuture.supplyAsync(() -> List.of(new Comment("a"), new Comment("b".repeat(post.id()))));
        }

        @Do(each = "comments", workers = 8)
        Rating rating(Comment comment) {
            return new Rating(comment.text().length());
        }

        @Do
        public Page page(Post post, Author author, List<Rating> rating) {
            return new Page(post, author, rating);
        }
    }

    private static final Page SEVEN =
            new Page(new Post(7), new Author("author of 7"), List.of(new Rating(1), new Rating(7)));

    // Running

    @Test
    void everyEntryRunsAClass() {
        Page page = Wove.weave(new PostPage(), given("id", 7));
        assertEquals(SEVEN, page);
        assertEquals(SEVEN, Wove.weaveAsync(new PostPage(), given("id", 7)).join());
        assertEquals(SEVEN, Wove.launchWeave(new PostPage(), given("id", 7)).join());
        assertEquals(
                SEVEN, Wove.weaveResult(new PostPage(), given(Map.of("id", 7))).value());
        var plan = Wove.plan(new PostPage(), given("id", 7));
        assertEquals(SEVEN, Wove.run(plan));
        assertEquals(SEVEN, Wove.runAsync(plan).join());
        assertEquals("PostPage", plan.name());
        assertEquals(
                "post-page",
                Wove.with(WeaveOptions.workers(2))
                        .named("post-page")
                        .plan(new PostPage(), given("id", 7))
                        .name());
    }

    @Test
    void aCheckedExceptionIsThrownAsItIs() {
        var thrown =
                assertThrows(IOException.class, () -> Wove.<Page, IOException>weave(new PostPage(), given("id", -1)));
        assertEquals("no post -1", thrown.getMessage());
        assertTrue(
                thrown.getSuppressed()[0].getMessage().contains("Body: ClassWeaveTest.java:"),
                thrown.getSuppressed()[0].getMessage());
    }

    @Test
    void tasksStandInTheOrderOfTheSource() { // W10
        var plan = Wove.plan(new PostPage(), given("id", 7));
        assertEquals(
                List.of("post", "author", "comments", "rating", "page"),
                plan.tasks().stream().map(t -> t.name()).toList());
        assertEquals(TaskKind.BLOCKING, plan.task("post").kind());
        assertEquals(TaskKind.STAGE, plan.task("comments").kind());
        assertEquals(List.of("post", "author", "rating"), plan.task("page").inputs());
        assertEquals(
                Policy.retries(1).timeout(Duration.ofSeconds(2)),
                plan.task("author").policy());
    }

    @Test
    void anAnonymousClassReadsTopToBottom() {
        int base = 40;
        int sum = Wove.named("sum").weave(new Weave<Integer>() {
            @Do
            int two() {
                return 2;
            }

            @Do
            CompletableFuture<Integer> sum(int two) {
                return CompletableFuture.completedFuture(base + two);
            }
        });
        assertEquals(42, sum);
    }

    @Test
    void aLocalClassHasWhatItCaptures() {
        var word = new StringBuilder("captured");
        class Local extends Weave<Integer> {
            @Do
            int length() {
                return word.length();
            }
        }
        assertEquals(8, Wove.<Integer, RuntimeException>weave(new Local()));
    }

    @Test
    void whatConstructionSetIsVisible() { // W11
        assertEquals(
                "author of 1!",
                Wove.weave(new PostPage("!"), given("id", 1)).author().name());
    }

    @Test
    void justWhatIsAskedForRuns() {
        var weave = new PostPage();
        Author author = Wove.only(taskOf(PostPage::author)).weave(weave, given("id", 7));
        assertEquals(new Author("author of 7"), author);
        assertEquals(List.of("post", "author"), List.copyOf(weave.calls));
        List<Rating> ratings = Wove.only(itemsOf(PostPage::rating)).weave(new PostPage(), given("id", 3));
        assertEquals(List.of(new Rating(1), new Rating(3)), ratings);
        var result = Wove.only(taskOf(PostPage::author), stageOf(PostPage::comments))
                .weaveResult(new PostPage(), given("id", 7));
        assertEquals(List.of("post", "author", "comments"), result.names());
    }

    // Overriding

    @Test
    void everyEntryFormOverrides() { // W02 W03 W04
        ClassWeaveBlock changes = w ->
                w.override(taskOf(PostPage::author)).with(taskOf(PostPage::post), post -> new Author("x" + post.id()));
        var expected = new Author("x7");
        assertEquals(
                expected, Wove.weave(new PostPage(), given("id", 7), changes).author());
        assertEquals(
                expected,
                Wove.weaveAsync(new PostPage(), given("id", 7), changes).join().author());
        assertEquals(
                expected,
                Wove.launchWeave(new PostPage(), given("id", 7), changes).join().author());
        assertEquals(
                expected,
                Wove.weaveResult(new PostPage(), given("id", 7), changes)
                        .value()
                        .author());
        assertEquals(
                expected,
                Wove.run(Wove.plan(new PostPage(), given("id", 7), changes)).author());
        assertEquals(expected, Wove.only(taskOf(PostPage::author)).weave(new PostPage(), given("id", 7), changes));
    }

    @Test
    void aResultIsReadByMethod() {
        var result = Wove.weaveResult(new PostPage(), given("id", 7), w -> {
            var author = taskOf(PostPage::author);
            w.task("shout", author, a -> a.name().toUpperCase());
            w.with(Policy.retries(0))
                    .override(stageOf(PostPage::comments))
                    .withAsync(() -> CompletableFuture.completedFuture(List.of()));
        });
        Author author = result.get(taskOf(PostPage::author));
        List<Comment> comments = result.get(stageOf(PostPage::comments));
        List<Rating> ratings = result.get(itemsOf(PostPage::rating));
        assertEquals(new Author("author of 7"), author);
        assertEquals(List.of(), comments);
        assertEquals(List.of(), ratings);
        assertEquals("AUTHOR OF 7", result.get("shout")); // W07
        assertEquals(7, result.get("id")); // R09
        assertEquals(SEVEN.post(), result.get(taskNamed("post", Post.class)));
    }

    @Test
    void optionsAreInheritedUnlessGiven() { // W05 W06 G15
        var inherited = Wove.plan(
                new PostPage(),
                given("id", 1),
                w -> w.override(taskOf(PostPage::author)).with(() -> new Author("")));
        assertEquals(
                Policy.retries(1).timeout(Duration.ofSeconds(2)),
                inherited.task("author").policy());
        var given = Wove.plan(
                new PostPage(),
                given("id", 1),
                w -> w.with(Policy.retries(0))
                        .override(taskOf(PostPage::author))
                        .with(() -> new Author("")));
        assertEquals(
                Policy.retries(0).timeout(Duration.ofSeconds(2)),
                given.task("author").policy());
    }

    @Test
    void aMappedTaskIsOverriddenWithItemsOfItsOwn() { // W12 W14
        assertEquals(
                List.of(new Rating(5)),
                Wove.weave(
                                new PostPage(),
                                given("id", 1),
                                w -> w.override(taskOf(PostPage::rating)).each(List.of(5), Rating::new))
                        .ratings());
        assertEquals(
                List.of(new Rating(11), new Rating(11)),
                Wove.weave(
                                new PostPage(),
                                given("id", 1),
                                w -> w.override(taskOf(PostPage::rating))
                                        .each(
                                                stageOf(PostPage::comments),
                                                taskOf(PostPage::post),
                                                (comment, post) -> new Rating(10 + post.id())))
                        .ratings());
        assertEquals(
                List.of(),
                Wove.weave(
                                new PostPage(),
                                given("id", 1),
                                w -> w.override(itemsOf(PostPage::rating)).with(List::of))
                        .ratings());
    }

    @Test
    void inputsAreReadByReference() {
        assertEquals(
                "7 of [id]",
                Wove.weave(
                                new PostPage(),
                                given("id", 7),
                                w -> w.override(taskOf(PostPage::author))
                                        .with(
                                                w.ref("id", int.class),
                                                id -> new Author(
                                                        id + " of " + w.inputs().keySet())))
                        .author()
                        .name());
        // D08: a task that has the name of an input makes it
        assertEquals(
                new Post(3),
                Wove.weave(new PostPage(), Given.nothing(), w -> w.task("id", () -> 3))
                        .post());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertEquals(
                "A task was referred to by something else than a reference to a method that is visible there.\n"
                        + "  Write it as PostPage::author, or refer to the task by name.",
                assertThrows(PlanException.class, () -> taskOf((PostPage page) -> page.toString()))
                        .getMessage());
        assertEquals(
                "Task 'rating' in weave 'PostPage' makes List, but its override makes Rating.\n  Make a List.",
                refusal(w -> w.override(taskOf(PostPage::rating)).with(() -> new Rating(1))));
        assertEquals(
                "Task 'late' in weave 'PostPage' depends on 'rating' as Rating, but that task makes List.\n  Refer to it as List instead.",
                refusal(w -> w.task("late", taskOf(PostPage::rating), Rating::stars)));
        assertEquals(
                "Task 'author' in weave 'PostPage' is to be overridden, but no body follows.\n  Go on with 'with'.",
                refusal(w -> w.override(taskOf(PostPage::author))));
    }

    private static String refusal(ClassWeaveBlock block) {
        var weave = new PostPage();
        var text = assertThrows(PlanException.class, () -> Wove.plan(weave, given("id", 1), block))
                .getMessage();
        assertTrue(weave.calls.isEmpty());
        return text;
    }

    // Subclasses

    static class Anonymised extends PostPage {
        @Override
        protected Author author(Post post) {
            return new Author("nobody");
        }

        @Do(after = "page")
        Page footer(@From("page") Page whole) {
            calls.add("footer");
            return whole;
        }
    }

    @Test
    void aSubclassOverridesByItsMethod() { // W13
        var plan = Wove.plan(new Anonymised(), given("id", 1));
        assertEquals(
                List.of("post", "author", "comments", "rating", "page", "footer"),
                plan.tasks().stream().map(t -> t.name()).toList());
        assertEquals(1, plan.task("author").policy().retries());
        assertEquals("nobody", Wove.run(plan).author().name());
    }

    abstract static class Crud<K, V> extends Weave<V> {
        @Do
        abstract K key(@Input String name);

        @Do
        abstract V value(K key);
    }

    interface Audited {
        @Do
        default String audit(@Input String name) {
            return "audit " + name;
        }
    }

    static class Lengths extends Crud<Integer, List<String>> implements Audited {
        @Override
        Integer key(String name) {
            return name.length();
        }

        @Override
        List<String> value(Integer key) {
            return List.of("" + key);
        }
    }

    @Test
    void aGenericClassIsFilledInBelow() {
        var text = assertThrows(PlanException.class, () -> Wove.weave(new Lengths(), given("name", "four")))
                .getMessage();
        assertEquals(
                "Input 'name' of Lengths is declared twice, by the tasks 'key' and 'audit'.\n"
                        + "  Drop one @Input: any parameter of that name reads the same input.\n"
                        + "Lengths is a Weave<List<String>>, but its last task 'audit' makes String.\n"
                        + "  The last declared task makes the value of the weave: declare that one last, or make the types agree.",
                text);
    }

    interface Counted {
        @Do
        default AtomicInteger counter() {
            return new AtomicInteger();
        }
    }

    static class Mixed extends Weave<Integer> implements Counted {
        @Do
        int next(AtomicInteger counter) {
            return counter.incrementAndGet();
        }
    }

    @Test
    void anInterfaceAddsTasksBeforeTheClass() {
        assertEquals(1, Wove.<Integer, RuntimeException>weave(new Mixed()));
    }

    // Parameters

    static class Marks extends Weave<String> {
        @Do
        String ad() {
            throw new IllegalStateException("no ad");
        }

        @Do(each = "words")
        @Settled
        int length(@Input String[] words, @Item String post, @From("words") String[] all) {
            return post.length() / all.length;
        }

        @Do
        void audit(List<Outcome<Integer>> length) {}

        @Do(each = Weave.INPUTS)
        void count(Map.Entry<String, Object> entry) {}

        @Do(after = "audit")
        String last(
                @Settled Outcome<String> ad,
                @OrNull @From("ad") String orNull,
                List<Outcome<Integer>> length,
                Long count,
                @OrNull @Input Integer limit,
                @From(Weave.INPUTS) Map<String, Object> all) {
            assertInstanceOf(Outcome.Failed.class, ad);
            return orNull + " " + length + " " + count + " " + limit + " " + all.keySet();
        }
    }

    @Test
    void marksOfParametersCarryTheRest() {
        assertEquals(
                "null [Succeeded[value=1], Succeeded[value=2]] 1 null [words]",
                Wove.weave(new Marks(), given("words", new String[] {"ab", "cdef"})));
    }

    static class Partner extends Weave<String> {
        static final Policy PATIENT = Policy.retries(5).fallback(failure -> "instead of " + failure.getMessage());
        final AtomicInteger attempts = new AtomicInteger();

        @Do(policy = "PATIENT", retries = 0)
        String ask() {
            throw new IllegalStateException("attempt " + attempts.incrementAndGet());
        }
    }

    @Test
    void theAnnotationWinsOverThePolicyOfAMember() {
        assertEquals("instead of attempt 1", Wove.weave(new Partner()));
    }
}
