package dev.wove.java;

import static dev.wove.OnFailure.CONTINUE;
import static dev.wove.Policy.retries;
import static dev.wove.Policy.workers;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Backoff;
import dev.wove.Limiter;
import dev.wove.Outcome;
import dev.wove.Plan;
import dev.wove.PlanException;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskKind;
import dev.wove.TaskTimeoutException;
import dev.wove.WeaveCancelledException;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.internal.record.TraceFacts;
import dev.wove.trace.Ended;
import dev.wove.trace.InputTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uses every entry and every overload the way Java code would, so that it stops compiling when one turns ugly. */
@Timeout(120)
class JavaFaceTest {
    record Post(int id, int authorId) {}

    static class Author {
        final String name;

        Author(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }
    }

    static final class Admin extends Author {
        Admin() {
            super("root");
        }
    }

    record Comment(String text) {}

    record Page(Post post, Author author, List<Comment> comments) {
        static Page empty() {
            return new Page(new Post(0, 0), new Author("nobody"), List.of());
        }
    }

    static Post find(int id) {
        return new Post(id, id * 10);
    }

    static Author author(int id) throws IOException {
        if (id < 0) {
            throw new IOException("no author " + id);
        }
        return new Author("author " + id);
    }

    static List<Comment> commentsOf(int post) {
        return List.of(new Comment("first of " + post), new Comment("second"));
    }

    static CompletableFuture<Author> fetch(int id) {
        return supplyAsync(() -> new Author("fetched " + id));
    }

    private final List<Object> audited = new ArrayList<>();

    void audit(Post post) {
        audited.add(post);
    }

    // One weave

    @Test
    void aPageIsWrittenTopToBottom() {
        Page page = Wove.weave("post-page", w -> {
            var post = w.task("post", () -> find(7));
            var author = w.with(retries(3).timeout(ofMinutes(2))).task("author", post, p -> author(p.authorId()));
            var comments = w.task("comments", post, p -> commentsOf(p.id()));
            w.run("audit", post, this::audit);
            return w.task("page", post, author, comments, Page::new);
        });
        assertEquals("author 70", page.author().name());
        assertEquals(2, page.comments().size());
        assertEquals(List.of(new Post(7, 70)), audited);
    }

    @Test
    void aFutureIsWrittenTheSameWay() throws Exception {
        CompletableFuture<Page> later = Wove.weaveAsync("post-page", w -> {
            var post = w.task("post", () -> find(7));
            var author = w.async("author", post, p -> fetch(p.authorId()));
            var comments = w.task("comments", post, p -> commentsOf(p.id()));
            return w.task("page", post, author, comments, Page::new);
        });
        assertEquals("fetched 70", later.get(1, MINUTES).author().name());
        assertEquals(
                "FETCHED 70",
                later.thenApply(p -> p.author().name().toUpperCase()).join());
    }

    @Test
    void typesAreInferredWithoutATarget() {
        var page = Wove.weave("page", w -> w.task("page", Page::empty));
        assertEquals(0, page.post().id());
        var later = Wove.weaveAsync("page", w -> w.task("page", Page::empty));
        assertEquals(0, later.join().post().id());
        var result = Wove.weaveResult("page", w -> w.task("page", Page::empty));
        assertEquals(0, result.value().post().id());
        var plan = Wove.plan("page", w -> w.task("page", Page::empty));
        assertEquals(0, Wove.run(plan).post().id());
    }

    @Test
    void aBlockMayBeAMethod() {
        assertEquals("author 7", Wove.weave("page", JavaFaceTest::declared));
    }

    private static Task<String> declared(WeaveScope w) {
        var author = w.task("author", () -> author(7));
        return w.task("name", author, Author::name);
    }

    // Kinds of bodies and numbers of inputs

    @Test
    void tasksTakeUpToFiveInputsAsParametersAndMoreThroughAnAccessor() {
        String text = Wove.weave("inputs", w -> {
            var a = w.task("a", () -> 1);
            var b = w.task("b", a, x -> x + 1L);
            var c = w.task("c", a, b, (x, y) -> x + y + 0.5);
            var d = w.task("d", a, b, c, (x, y, z) -> "d" + x + y + z);
            var e = w.task("e", a, b, c, d, (x, y, z, u) -> (char) ('a' + x));
            var f = w.task("f", a, b, c, d, e, (x, y, z, u, v) -> List.of(x, y, z, u, v));
            return w.task(
                    "all",
                    List.of(a, b, c, d, e, f),
                    in -> in.get(a) + in.get(b) + " " + in.get(c) + in.get(d) + in.get(e)
                            + in.get(f).size());
        });
        assertEquals("3 3.5d123.5b5", text);
    }

    @Test
    void stagesTakeUpToFiveInputsAsParametersAndMoreThroughAnAccessor() {
        int sum = Wove.weave("stages", w -> {
            var a = w.async("a", () -> completedFuture(1));
            var b = w.async("b", a, x -> supplyAsync(() -> x + 1));
            var c = w.async("c", a, b, (x, y) -> completedFuture(x + y));
            var d = w.async("d", a, b, c, (x, y, z) -> supplyAsync(() -> x + y + z));
            var e = w.async("e", a, b, c, d, (x, y, z, u) -> completedFuture(x + y + z + u));
            var f = w.async("f", a, b, c, d, e, (x, y, z, u, v) -> completedFuture(x + y + z + u + v));
            return w.async("all", List.of(a, b, c, d, e, f), in -> supplyAsync(() -> in.get(e) + in.get(f)));
        });
        assertEquals(36, sum);
    }

    @Test
    void bodiesWithoutAValueTakeUpToFiveInputsAsParametersAndMoreThroughAnAccessor() {
        var seen = new ConcurrentLinkedQueue<Integer>();
        Void nothing = Wove.weave("actions", w -> {
            var a = w.task("a", () -> 1);
            var zero = w.run("zero", () -> seen.add(0));
            var one = w.run("one", a, seen::add);
            var two = w.run("two", a, a, (x, y) -> seen.add(x + y));
            var three = w.run("three", a, a, a, (x, y, z) -> seen.add(x + y + z));
            var four = w.run("four", a, a, a, a, (x, y, z, u) -> seen.add(x + y + z + u));
            var five = w.run("five", a, a, a, a, a, (x, y, z, u, v) -> seen.add(x + y + z + u + v));
            return w.after(zero, one, two, three, four, five).run("all", List.of(a), in -> seen.add(in.get(a) + 5));
        });
        assertNull(nothing);
        assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6), Set.copyOf(seen));
    }

    @Test
    void aTaskOfASubtypeIsTakenWhereItsSupertypeIs() {
        String name = Wove.weave("variance", w -> {
            Task<Admin> admin = w.task("admin", Admin::new);
            Task<? extends Author> some = admin;
            Task<Author> wide = w.task("wide", Admin::new);
            var names = w.task("names", admin, some, wide, JavaFaceTest::namesOf);
            return w.task("accessor", List.of(names, some), in -> in.get(some).name() + in.get(names));
        });
        assertEquals("root3", name);
        Author author = Wove.weave("variance", w -> w.task("admin", Admin::new));
        assertInstanceOf(Admin.class, author);
    }

    private static int namesOf(Author a, Author b, Author c) {
        return Set.of(a.name()).size() + List.of(b.name(), c.name()).size();
    }

    @Test
    void nullIsAValue() {
        assertNull(Wove.weave("null", w -> {
            Task<String> nothing = w.task("nothing", () -> null);
            return w.task("same", nothing, n -> n);
        }));
    }

    @Test
    void aHandleByNameRefersToATaskDeclaredLater() {
        int value = Wove.weave("ref", w -> {
            var later = w.ref("later", Integer.class);
            var first = w.task("first", later, l -> l + 1);
            w.task("later", () -> 41);
            return first;
        });
        assertEquals(42, value);
        var refusal = assertThrows(
                PlanException.class, () -> Wove.weave("ref", w -> w.task("a", w.ref("b", Integer.class), b -> b)));
        assertTrue(refusal.getMessage().startsWith("Task 'a' in weave 'ref' depends on 'b', but no task"));
    }

    @Test
    void aTaskBodyThatReturnsAStageFailsAndNamesAsync() {
        var failure = assertThrows(
                IllegalStateException.class,
                () -> Wove.weave("stage", w -> w.task("author", () -> completedFuture(new Author("x")))));
        assertEquals("""
                The body of task 'author' in weave 'stage' returned a CompletableFuture, which nobody would wait for.
                  Instead of   w.task("author", ...)
                  use          w.async("author", ...)""", failure.getMessage());
    }

    // Failures

    @Test
    void aCheckedExceptionCanBeCaughtByItsType() {
        var expected = new SQLException("gone");
        try {
            Wove.<Page, SQLException>weave("checked", w -> {
                var post = w.task("post", () -> findOrThrow(expected));
                return w.task("page", post, p -> Page.empty());
            });
            throw new AssertionError("not thrown");
        } catch (SQLException e) {
            assertSame(expected, e);
        }
    }

    @Test
    void nobodyIsForcedToCatchACheckedException() {
        var expected = new SQLException("gone");
        assertSame(expected, assertThrows(SQLException.class, () -> unforced(expected)));
        var plan = Wove.plan("checked", w -> w.task("post", () -> findOrThrow(expected)));
        try {
            Wove.<Post, SQLException>run(plan);
            throw new AssertionError("not thrown");
        } catch (SQLException e) {
            assertSame(expected, e);
        }
        try {
            Wove.with(WeaveOptions.workers(1))
                    .<Post, SQLException>weave("checked", w -> w.task("post", () -> findOrThrow(expected)));
            throw new AssertionError("not thrown");
        } catch (SQLException e) {
            assertSame(expected, e);
        }
    }

    private static Post unforced(SQLException failure) {
        return Wove.weave("checked", w -> w.task("post", () -> findOrThrow(failure)));
    }

    private static Post findOrThrow(SQLException failure) throws SQLException {
        throw failure;
    }

    @Test
    void anExceptionOfTheBlockItselfIsThrownAsItIs() {
        var expected = new IOException("block");
        assertSame(
                expected,
                assertThrows(
                        IOException.class,
                        () -> Wove.weave("block", w -> {
                            if (w != null) {
                                throw expected;
                            }
                            return w.task("never", () -> 1);
                        })));
    }

    @Test
    void aFutureFailsWithTheExceptionOfTheTask() {
        var expected = new IOException("no author");
        var future = Wove.<Author>weaveAsync(
                "failing",
                w -> w.task("author", () -> {
                    throw expected;
                }));
        assertSame(
                expected, assertThrows(CompletionException.class, future::join).getCause());
        assertSame(expected, assertThrows(ExecutionException.class, future::get).getCause());
        future.stopped().join();
    }

    @Test
    void failuresAreReadAsData() {
        var expected = new IOException("no ads");
        String page = Wove.weave("settled", w -> {
            var post = w.task("post", () -> find(7));
            var ads = w.<String>task("ads", () -> {
                throw expected;
            });
            var banner = w.<String>async("banner", () -> CompletableFuture.failedFuture(expected));
            return w.task("page", List.of(post, w.settled(ads), w.orNull(banner)), in -> {
                Outcome<String> outcome = in.outcome(ads);
                assertSame(expected, outcome.cause());
                assertFalse(outcome.isSuccess());
                var text = in.orNull(banner);
                return in.get(post).id() + " without " + (text == null ? "banner" : text);
            });
        });
        assertEquals("7 without banner", page);
    }

    // Mapping

    @Test
    void eachRunsPerItemOfAnythingThatHasItems() {
        List<String> all = Wove.weave("each", w -> {
            var factor = w.task("factor", () -> 10);
            var list = w.each("list", List.of(1, 2, 3), i -> i * 2);
            var listAndInput = w.each("list-and-input", Set.of(4), factor, (i, f) -> i * f);
            var array = w.each("array", new Integer[] {1, 2}, i -> i + 1);
            var map = w.each("map", Map.of("a", 1), entry -> entry.getKey() + entry.getValue());
            var stream = w.each("stream", Stream.of(1, 2, 3), String::valueOf);
            var ids = w.task("ids", () -> List.of(7, 8));
            var posts = w.with(workers(2)).each("posts", ids, JavaFaceTest::find);
            var chained = w.each("chained", posts, Post::authorId);
            var chainedAndInput = w.each("chained-and-input", posts, factor, (p, f) -> p.id() + f);
            return w.task(
                    "all",
                    List.of(list, listAndInput, array, map, stream, chained, chainedAndInput),
                    in -> List.of(
                            in.get(list).toString(),
                            in.get(listAndInput).toString(),
                            in.get(array).toString(),
                            in.get(map).toString(),
                            in.get(stream).toString(),
                            in.get(chained).toString(),
                            in.get(chainedAndInput).toString()));
        });
        assertEquals(List.of("[2, 4, 6]", "[40]", "[2, 3]", "[a1]", "[1, 2, 3]", "[70, 80]", "[17, 18]"), all);
    }

    @Test
    void eachAsyncRunsAStagePerItemOfAnythingThatHasItems() {
        int sum = Wove.weave("each-async", w -> {
            var factor = w.task("factor", () -> 10);
            var list = w.eachAsync("list", List.of(1, 2), i -> supplyAsync(() -> i));
            var listAndInput = w.eachAsync("list-and-input", List.of(1), factor, (i, f) -> completedFuture(i * f));
            var array = w.eachAsync("array", new Integer[] {100}, i -> completedFuture(i));
            var map = w.eachAsync("map", Map.of("a", 1000), entry -> completedFuture(entry.getValue()));
            var stream = w.eachAsync("stream", Stream.of(10_000), i -> completedFuture(i));
            var task = w.eachAsync("task", list, i -> supplyAsync(() -> i * 100_000));
            var taskAndInput = w.eachAsync("task-and-input", list, factor, (i, f) -> completedFuture(i * f));
            return w.task(
                    "sum",
                    List.of(list, listAndInput, array, map, stream, task, taskAndInput),
                    in -> Stream.of(list, listAndInput, array, map, stream, task, taskAndInput)
                            .flatMap(t -> in.get(t).stream())
                            .mapToInt(i -> i)
                            .sum());
        });
        assertEquals(311_143, sum);
    }

    @Test
    void eachSettledGivesAnOutcomePerItemOfAnythingThatHasItems() {
        var expected = new IOException("two");
        int failed = Wove.weave("each-settled", w -> {
            var factor = w.task("factor", () -> 10);
            var list = w.eachSettled("list", List.of(1, 2, 3), i -> oddOr(i, expected));
            var listAndInput = w.eachSettled("list-and-input", List.of(2), factor, (i, f) -> oddOr(i * f, expected));
            var array = w.eachSettled("array", new Integer[] {2}, i -> oddOr(i, expected));
            var map = w.eachSettled("map", Map.of("a", 2), entry -> oddOr(entry.getValue(), expected));
            var stream = w.eachSettled("stream", Stream.of(2), i -> oddOr(i, expected));
            var twos = w.task("twos", () -> List.of(2, 2));
            var task = w.eachSettled("task", twos, i -> oddOr(i, expected));
            var taskAndInput = w.eachSettled("task-and-input", twos, factor, (i, f) -> oddOr(i * f, expected));
            return w.task("failed", List.of(list, listAndInput, array, map, stream, task, taskAndInput), in -> {
                List<Outcome<Integer>> outcomes = in.get(list);
                assertEquals(1, outcomes.get(0).get());
                assertSame(expected, outcomes.get(1).cause());
                return Stream.of(list, listAndInput, array, map, stream, task, taskAndInput)
                        .flatMap(t -> in.get(t).stream())
                        .mapToInt(o -> o.isSuccess() ? 0 : 1)
                        .sum();
            });
        });
        assertEquals(9, failed);
    }

    private static int oddOr(int i, IOException failure) throws IOException {
        if (i % 2 == 0) {
            throw failure;
        }
        return i;
    }

    @Test
    void forEachCountsTheItemsOfAnythingThatHasItems() {
        var seen = new AtomicInteger();
        long count = Wove.weave("for-each", w -> {
            var factor = w.task("factor", () -> 10);
            var list = w.forEach("list", List.of(1, 2), seen::addAndGet);
            var listAndInput = w.forEach("list-and-input", List.of(1), factor, (i, f) -> seen.addAndGet(i * f));
            var array = w.forEach("array", new Integer[] {100}, i -> seen.addAndGet(i));
            var map = w.forEach("map", Map.of("a", 1000), entry -> seen.addAndGet(entry.getValue()));
            var stream = w.forEach("stream", Stream.of(10_000), seen::addAndGet);
            var ones = w.task("ones", () -> List.of(100_000));
            var task = w.forEach("task", ones, seen::addAndGet);
            var taskAndInput = w.forEach("task-and-input", ones, factor, (i, f) -> seen.addAndGet(i * f));
            return w.task("count", List.of(list, listAndInput, array, map, stream, task, taskAndInput), in -> {
                return Stream.of(list, listAndInput, array, map, stream, task, taskAndInput)
                        .mapToLong(t -> in.get(t))
                        .sum();
            });
        });
        assertEquals(8, count);
        assertEquals(1_111_113, seen.get());
    }

    // Options

    @Test
    void optionsStandBeforeTheTask() {
        var limiter = Limiter.concurrent(2);
        var attempts = new AtomicInteger();
        int value = Wove.weave("options", w -> {
            var first = w.run("first", () -> {});
            var flaky = w.after(first)
                    .with(retries(2)
                            .backoff(
                                    Backoff.exponential(ofMillis(1)).jitter(0.5).cap(ofMillis(2)))
                            .retryIf(e -> e instanceof IOException)
                            .timeout(ofMinutes(1))
                            .deadline(ofMinutes(2))
                            .limit(limiter))
                    .task("flaky", () -> {
                        if (attempts.incrementAndGet() < 3) {
                            throw new IOException("again");
                        }
                        return 40;
                    });
            var fallback = w.with(Policy.fallback(e -> 2)).<Integer>task("fallback", () -> {
                throw new IOException("no");
            });
            return w.with(Policy.onCaller()).task("sum", flaky, fallback, Integer::sum);
        });
        assertEquals(42, value);
        assertEquals(0, limiter.inUse());
    }

    @Test
    void optionsOfTheWeavePrecedeAnyEntry() throws Exception {
        var failure = new IOException("no");
        var wove = Wove.with(
                WeaveOptions.workers(8).maxBlocking(4).timeout(ofMinutes(1)).onFailure(CONTINUE));
        int one = wove.weave("one", w -> w.task("one", () -> 1));
        assertEquals(1, one);
        assertEquals(1, wove.weaveAsync("one", w -> w.task("one", () -> 1)).get(1, MINUTES));
        assertEquals(1, wove.launchWeave("one", w -> w.task("one", () -> 1)).join());
        assertEquals(8, wove.plan("one", w -> w.task("one", () -> 1)).options().workers());
        WeaveResult<Integer> result = wove.weaveResult("two", w -> {
            var failing = w.<Integer>task("failing", () -> {
                throw failure;
            });
            var dependent = w.task("dependent", failing, f -> f + 1);
            w.task("independent", () -> 7);
            return dependent;
        });
        assertSame(failure, result.failure());
        assertSame(failure, assertThrows(IOException.class, result::value));
        assertEquals(7, result.get("independent"));
        assertEquals(Set.of("dependent"), result.skipped());
        assertEquals(Set.of(), result.cancelled());
        assertEquals(List.of("failing", "dependent", "independent"), result.names());
        assertEquals("failing", result.failures().get(0).task());
        assertInstanceOf(Outcome.Skipped.class, result.outcome("dependent"));
        for (var value : result) {
            assertEquals(7, value);
        }
        assertThrows(NoSuchElementException.class, () -> result.get("independant"));
    }

    @Test
    void aWeaveThatTakesTooLongTimesOut() {
        var timeout = assertThrows(
                TaskTimeoutException.class,
                () -> Wove.with(WeaveOptions.timeout(ofMillis(20)))
                        .weave("slow", w -> w.run("forever", () -> new CountDownLatch(1).await())));
        assertTrue(timeout.getMessage().startsWith("Weave 'slow' timed out after 20 ms."));
    }

    // Live weaves and plans

    @Test
    void aLiveWeaveHasAFuturePerTask() throws Exception {
        var gate = new CountDownLatch(1);
        var handles = new LinkedHashMap<String, Task<Integer>>();
        var live = Wove.launchWeave("live", w -> {
            var early = w.task("early", () -> 1);
            var late = w.task("late", early, e -> {
                gate.await();
                return e + 1;
            });
            handles.put("early", early);
            return late;
        });
        assertEquals(1, live.future(handles.get("early")).get(1, MINUTES));
        assertFalse(live.future("late").isDone());
        assertFalse(live.future().isDone());
        gate.countDown();
        assertEquals(2, live.join());
        assertEquals(2, live.result().value());
        assertEquals(2, live.future("late").get(1, MINUTES));
        assertEquals(2, live.future().get(1, MINUTES));
        assertThrows(NoSuchElementException.class, () -> live.future("later"));
    }

    @Test
    void aLiveWeaveIsCancelledThroughItsHandle() throws Exception {
        var body = new Blocked();
        var live = Wove.launchWeave("live", w -> w.run("blocked", body::run));
        body.started.await();
        live.cancel();
        assertThrows(WeaveCancelledException.class, live::join);
        assertTrue(body.interrupted.get());
    }

    @Test
    void aPlanCanBeReadAndRunAnyNumberOfTimes() throws Exception {
        var runs = new AtomicInteger();
        Plan<Integer> plan = Wove.plan("plan", w -> {
            var a = w.with(retries(1)).task("a", runs::incrementAndGet);
            var b = w.async("b", a, x -> completedFuture(x * 2));
            return w.task("c", a, b, Integer::sum);
        });
        assertEquals(0, runs.get());
        assertEquals("plan", plan.name());
        assertEquals(List.of("a", "b", "c"), plan.order());
        assertEquals(List.of(List.of("a"), List.of("b"), List.of("c")), plan.levels());
        assertEquals(List.of("a", "b"), plan.task("c").inputs());
        assertEquals(TaskKind.STAGE, plan.tasks().get(1).kind());
        int first = Wove.run(plan);
        assertEquals(3, first);
        assertEquals(6, Wove.runAsync(plan).get(1, MINUTES));
        assertEquals(9, Wove.runForResult(plan).value());
    }

    @Test
    void aPlanningErrorIsThrownByTheCallAndNothingRuns() {
        var ran = new AtomicBoolean();
        WeaveBlock<Integer> block = w -> {
            w.task("same", () -> ran.getAndSet(true));
            return w.task("same", () -> 2);
        };
        assertThrows(PlanException.class, () -> Wove.weave("twice", block));
        assertThrows(PlanException.class, () -> Wove.weaveAsync("twice", block));
        assertThrows(PlanException.class, () -> Wove.weaveResult("twice", block));
        assertThrows(PlanException.class, () -> Wove.launchWeave("twice", block));
        assertThrows(PlanException.class, () -> Wove.plan("twice", block));
        assertFalse(ran.get());
    }

    // Cancellation

    /** A body that blocks until it is interrupted, or let go. */
    private static final class Blocked {
        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        final AtomicBoolean interrupted = new AtomicBoolean();

        void run() throws InterruptedException {
            started.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        }

        /** Does not react to its interruption. */
        void runOn() {
            started.countDown();
            while (true) {
                try {
                    gate.await();
                    return;
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            }
        }
    }

    @Test
    void cancellingTheFutureCancelsTheWeave() throws Exception {
        var body = new Blocked();
        var future = Wove.weaveAsync("cancelled", w -> w.run("blocked", body::run));
        body.started.await();
        assertTrue(future.cancel(true));
        assertTrue(future.isCancelled());
        future.stopped().get(1, MINUTES);
        assertTrue(body.interrupted.get());
        assertThrows(CancellationException.class, future::join);
    }

    @Test
    void theFutureIsDoneAtOnceAndStoppedOnlyWhenNothingRuns() throws Exception {
        var body = new Blocked();
        var future = Wove.weaveAsync("cancelled", w -> w.run("blocked", body::runOn));
        body.started.await();
        future.completeExceptionally(new IOException("enough"));
        assertTrue(future.isDone());
        assertFalse(future.stopped().isDone());
        body.gate.countDown();
        future.stopped().get(1, MINUTES);
        assertTrue(body.interrupted.get());
    }

    @Test
    void aTimeoutOfTheFutureCancelsTheWeave() throws Exception {
        var body = new Blocked();
        var future = Wove.weaveAsync("slow", w -> w.run("blocked", body::run));
        body.started.await();
        future.orTimeout(1, java.util.concurrent.TimeUnit.MILLISECONDS);
        future.stopped().get(1, MINUTES);
        assertTrue(body.interrupted.get());
        assertInstanceOf(
                java.util.concurrent.TimeoutException.class,
                assertThrows(ExecutionException.class, future::get).getCause());
    }

    @Test
    void anInterruptedCallerCancelsTheWeaveAndStaysInterrupted() throws Exception {
        var body = new Blocked();
        var thrown = new CompletableFuture<Throwable>();
        var flag = new CompletableFuture<Boolean>();
        var caller = new Thread(() -> {
            try {
                Wove.weave("interrupted", w -> {
                    var blocked = w.run("blocked", body::run);
                    return w.task("after", blocked, b -> 1);
                });
                thrown.complete(null);
            } catch (Throwable e) {
                thrown.complete(e);
            }
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        body.started.await();
        caller.interrupt();
        assertInstanceOf(WeaveCancelledException.class, thrown.get(1, MINUTES));
        assertTrue(flag.get(1, MINUTES));
        assertTrue(body.interrupted.get());
    }

    @Test
    void aCallerThatIsInterruptedBeforehandRunsNothingForLong() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    WeaveCancelledException.class,
                    () -> Wove.weave("interrupted", w -> w.run("blocked", () -> new CountDownLatch(1).await())));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void aBlockingWeaveMayRunInsideABlockingBody() {
        int value = Wove.weave("outer", w -> {
            var a = w.task("a", () -> 20);
            return w.task("nested", a, x -> {
                int inner = Wove.weave("inner", v -> {
                    var b = v.task("b", a, y -> y + 1);
                    return v.task("c", b, y -> y + 1);
                });
                return x + inner;
            });
        });
        assertEquals(42, value);
    }

    @Test
    void itemsReadAnyInputsThroughAnAccessor() {
        List<String> lines = Wove.weave("lines", w -> {
            var prefix = w.task("prefix", () -> "> ");
            var ad = w.task("ad", () -> {
                if (prefix != null) {
                    throw new java.io.IOException("down");
                }
                return "ad";
            });
            var inputs = List.of(prefix, w.orNull(ad));
            var marks = w.eachAsync(
                    "marks",
                    List.of(1, 2),
                    inputs,
                    (i, in) -> java.util.concurrent.CompletableFuture.completedFuture(in.get(prefix) + i));
            var settled = w.eachSettled("settled", marks, inputs, (mark, in) -> mark.length());
            w.task("lengths", settled, all -> all.size());
            return w.each("lines", marks, inputs, (mark, in) -> mark + (in.orNull(ad) == null ? "" : "!"));
        });
        assertEquals(List.of("> 1", "> 2"), lines);
    }

    @Test
    void aReferenceCanBeToATypeThatAClassDoesNotDescribe() {
        int sum = Wove.weave("sum", w -> {
            var numbers = w.<List<Integer>>ref("numbers");
            var doubled = w.each("doubled", numbers, n -> n * 2);
            w.task("numbers", () -> List.of(1, 2));
            return w.task("sum", doubled, all -> all.stream().mapToInt(n -> n).sum());
        });
        assertEquals(6, sum);
    }

    @Test
    void aListenerIsToldWhatHappensAndTheResultHasItAsData() {
        var told = new ConcurrentLinkedQueue<String>();
        WeaveListener listener = event -> {
            if (event instanceof TraceEvent.TaskEnded ended) {
                told.add(ended.task() + " " + ended.how());
            }
        };
        var result = Wove.with(WeaveOptions.listener(listener).trace()).weaveResult("page", w -> {
            var author = w.task("author", () -> "ada");
            return w.task(
                    "page",
                    author,
                    name -> Wove.<String, RuntimeException>weave(
                            "inner", inner -> inner.task("greeting", () -> "hello " + name)));
        });
        assertEquals(List.of("author SUCCEEDED", "greeting SUCCEEDED", "page SUCCEEDED"), List.copyOf(told));
        Trace trace = result.trace();
        assertEquals(Ended.SUCCEEDED, trace.ended());
        assertEquals(List.of("author", "page"), trace.criticalPath().tasks());
        assertEquals(
                List.of(new TraceFacts.InputTrace("author", InputTrace.As.VALUE, null)),
                trace.task("page").inputs());
        var inner = trace.task("page").nested().get(0);
        assertEquals("inner", inner.weave());
        assertEquals(
                List.of("greeting"),
                inner.trace().tasks().stream().map(TaskTrace::name).toList());
        assertEquals(result.timings().get("page").ended(), trace.task("page").ended());
    }
}
