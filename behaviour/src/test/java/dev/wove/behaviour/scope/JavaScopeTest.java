package dev.wove.behaviour.scope;

import static dev.wove.OnFailure.CANCEL;
import static dev.wove.OnFailure.CONTINUE;
import static dev.wove.java.TaskFunctions.asyncFunction;
import static dev.wove.java.TaskFunctions.taskFunction;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.DelayedResult;
import dev.wove.Exit;
import dev.wove.NotAwaitedException;
import dev.wove.OnFailure;
import dev.wove.Outcome;
import dev.wove.Policy;
import dev.wove.TaskFailedException;
import dev.wove.TaskTimeoutException;
import dev.wove.WaitCycleException;
import dev.wove.WeaveCancelledException;
import dev.wove.WeaveOptions;
import dev.wove.function.TaskFunction1;
import dev.wove.function.TaskFunction2;
import dev.wove.internal.pool.BlockingPool;
import dev.wove.java.LiveScope;
import dev.wove.java.Wove;
import dev.wove.test.VirtualTime;
import dev.wove.test.WeaveTests;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scopes as a Java program writes them. */
class JavaScopeTest {
    private static TaskFunction1<Integer, String> fetching(VirtualTime time) {
        return taskFunction("fetch", id -> {
            time.sleep(ofMillis(id));
            return "v" + id;
        });
    }

    private static final TaskFunction2<String, String, String> CONCAT = taskFunction("concat", (a, b) -> a + b);

    private static LiveScope scope(OnFailure mode) {
        return Wove.with(WeaveOptions.onFailure(mode)).taskScope();
    }

    // aiodag

    @Test
    @DisplayName("AD01, AT24 a call starts at once, gives a handle and progresses without being waited for")
    void startsAtOnce() throws Exception {
        var started = new CountDownLatch(1);
        var free = new CompletableFuture<Integer>();
        try (var scope = Wove.taskScope()) {
            DelayedResult<Integer> handle = scope.start(() -> {
                started.countDown();
                return free.get();
            });
            started.await();
            assertFalse(handle.isDone());
            free.complete(7);
            assertEquals(7, handle.join());
        }
    }

    @Test
    @DisplayName(
            "AD02, AD05 handles as arguments are waited for and their values passed; the call starts when they are there")
    void handlesAsArguments() {
        WeaveTests.virtualTime(time -> {
            var fetch = fetching(time);
            try (var scope = Wove.taskScope()) {
                var both = scope.start(CONCAT, scope.start(fetch, 100), scope.start(fetch, 200));
                assertEquals("v100v200", both.join());
                assertEquals(ofMillis(200), time.elapsed());
            }
        });
    }

    @Test
    @DisplayName("AD03 a plain value is passed unchanged, beside a handle, too")
    void plainValues() {
        var list = new ArrayList<>(List.of(1));
        TaskFunction1<List<Integer>, List<Integer>> same = taskFunction("same", it -> it);
        try (var scope = Wove.taskScope()) {
            assertSame(list, scope.start(same, list).join());
            var a = scope.start(() -> "a");
            assertEquals("ab", scope.start(CONCAT, a, "b").join());
            assertEquals("ba", scope.start(CONCAT, "b", a).join());
            assertEquals("ab", scope.start(CONCAT, a, scope.given("b")).join());
        }
    }

    @Test
    @DisplayName("AD06 a handle feeds three calls, and its body runs once")
    void runsOnce() {
        var runs = new AtomicInteger();
        try (var scope = Wove.taskScope()) {
            var one = scope.start(runs::incrementAndGet);
            var sums =
                    List.of(scope.start(one, n -> n + 1), scope.start(one, n -> n + 2), scope.start(one, n -> n + 3));
            assertEquals(
                    List.of(2, 3, 4), scope.start(scope.all(sums), all -> all).join());
        }
        assertEquals(1, runs.get());
    }

    private static String shout(String text) {
        return text.toUpperCase(java.util.Locale.ROOT);
    }

    @Test
    @DisplayName("AD07 any function can be wrapped at the call, and twice")
    void wrapped() {
        TaskFunction1<String, String> shout = taskFunction("shout", JavaScopeTest::shout);
        TaskFunction1<String, String> twice = taskFunction("twice", shout::call);
        try (var scope = Wove.taskScope()) {
            assertEquals(
                    "A", scope.start(scope.given("a"), JavaScopeTest::shout).join());
            assertEquals("A", scope.start(twice, "a").join());
        }
    }

    @Test
    @DisplayName("AD08 a stage can be waited for")
    void stages() {
        var future = new CompletableFuture<String>();
        try (var scope = Wove.taskScope()) {
            var both = scope.start(CONCAT, scope.startAsync(() -> future), "b");
            future.complete("a");
            assertEquals("ab", both.join());
            assertEquals(
                    "ab!",
                    scope.startAsync(both, s -> CompletableFuture.completedFuture(s + "!"))
                            .join());
        }
    }

    @Test
    @DisplayName("AD09 a call that nobody awaits runs")
    void neverAwaited() {
        var ran = new AtomicBoolean();
        try (var scope = Wove.taskScope()) {
            scope.run(() -> ran.set(true));
        }
        assertTrue(ran.get());
    }

    @Test
    @DisplayName("AD10, AD11 a call waits for what it comes after, besides its arguments")
    void after() {
        WeaveTests.virtualTime(time -> {
            var fetch = fetching(time);
            try (var scope = Wove.taskScope()) {
                var order = scope.start(fetch, 30);
                assertEquals("v10", scope.after(order).start(fetch, 10).join());
                assertEquals(ofMillis(40), time.elapsed());
                scope.after(scope.start(fetch, 20))
                        .start(scope.start(fetch, 5), s -> s)
                        .join();
                assertEquals(ofMillis(60), time.elapsed());
            }
        });
    }

    @Test
    @DisplayName("AD12 a call is skipped if what it comes after fails")
    void afterFailed() {
        var failure = new IOException("x");
        try (var scope = scope(CONTINUE)) {
            var ran = new AtomicBoolean();
            var failing = scope.start(() -> {
                throw failure;
            });
            var after = scope.after(failing).start(() -> {
                ran.set(true);
                return 1;
            });
            assertEquals(
                    new Outcome.Skipped<Integer>(failure),
                    scope.start(scope.settled(after), it -> it).join());
            assertFalse(ran.get());
        }
    }

    @Test
    @DisplayName("AD13 a call whose input fails fails with the same exception, and its body does not run")
    void inputFails() {
        var failure = new IOException("x");
        var ran = new AtomicBoolean();
        try (var scope = scope(CONTINUE)) {
            DelayedResult<String> failing = scope.start(() -> {
                throw failure;
            });
            var consumer = scope.start(failing, it -> ran.getAndSet(true));
            assertSame(failure, assertThrows(IOException.class, consumer::join));
        }
        assertFalse(ran.get());
    }

    private static boolean siblingEnds(OnFailure mode) {
        var ended = new AtomicBoolean();
        var failure = new IOException("x");
        WeaveTests.virtualTime(time -> assertSame(failure, assertThrows(IOException.class, () -> {
            try (var scope = scope(mode)) {
                scope.run(() -> {
                    time.sleep(ofMillis(20));
                    ended.set(true);
                });
                scope.run(() -> {
                    time.sleep(ofMillis(10));
                    throw failure;
                });
            }
        })));
        return ended.get();
    }

    @Test
    @DisplayName("AD14, AT10 a failure leaves siblings alone with CONTINUE, cancels them without, and is thrown")
    void siblings() {
        assertTrue(siblingEnds(CONTINUE));
        assertFalse(siblingEnds(CANCEL));
    }

    @Test
    @DisplayName("AD15, AD16, AD17 a call can take inputs as they ended, also none, and come after others")
    void settledInputs() {
        var failure = new IOException("x");
        try (var scope = scope(CONTINUE)) {
            DelayedResult<String> bad = scope.start(() -> {
                throw failure;
            });
            var good = scope.start(() -> "good");
            var seen = scope.after(good)
                    .start(
                            scope.settled(bad),
                            scope.settled(good),
                            scope.given("plain"),
                            (a, b, c) -> List.<Object>of(a, b, c));
            assertEquals(List.of(new Outcome.Failed<>(failure), new Outcome.Succeeded<>("good"), "plain"), seen.join());
            assertEquals(
                    "none",
                    scope.start(scope.orNull(bad), s -> s == null ? "none" : s).join());
            assertEquals(
                    0,
                    scope.start(scope.all(List.<DelayedResult<String>>of()), List::size)
                            .join());
        }
    }

    @Test
    @DisplayName("AD18 cancelling a call does not cancel its inputs")
    void cancelConsumer() throws Exception {
        var free = new CountDownLatch(1);
        try (var scope = scope(CONTINUE)) {
            var shared = scope.start(() -> {
                free.await();
                return 1;
            });
            var cancelled = scope.start(shared, n -> n);
            var other = scope.start(shared, n -> n + 1);
            cancelled.cancel();
            assertThrows(TaskFailedException.class, cancelled::join);
            free.countDown();
            assertEquals(2, other.join());
        }
    }

    private static List<String> errorsOf(String call) {
        var source = "import static dev.wove.java.TaskFunctions.taskFunction; class Calls { void m() {"
                + " dev.wove.function.TaskFunction1<Integer, String> f = taskFunction(\"f\", n -> \"v\" + n);"
                + " try (var scope = dev.wove.java.Wove.taskScope()) { String s = " + call + "; } } }";
        var file = new SimpleJavaFileObject(URI.create("string:///Calls.java"), SimpleJavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return source;
            }
        };
        var errors = new ArrayList<String>();
        ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        problem -> errors.add(problem.getCode()),
                        List.of("-proc:none", "-d", System.getProperty("java.io.tmpdir")),
                        null,
                        List.of(file))
                .call();
        return errors;
    }

    @Test
    @DisplayName("AD20 wrong arguments do not compile")
    void wrongArguments() {
        assertEquals(List.of(), errorsOf("scope.start(f, 1).join()"));
        assertFalse(errorsOf("scope.start(f, 1, 2).join()").isEmpty());
        assertFalse(errorsOf("scope.start(f, \"1\").join()").isEmpty());
        assertFalse(errorsOf("scope.start(f, scope.start(f, 1)).join()").isEmpty());
    }

    @Test
    @DisplayName("AD04, AD21, AD22 a list of handles goes through all, to variable parameters, too")
    void lists() {
        try (var scope = Wove.taskScope()) {
            var three = List.of(scope.start(() -> "a"), scope.start(() -> "b"), scope.start(() -> "c"));
            var joined = scope.start(scope.all(three), all -> String.join("+", all.toArray(String[]::new)));
            assertEquals("a+b+c", joined.join());
        }
    }

    @Test
    @DisplayName("AD23 calls can be added by tasks that run")
    void addedByTasks() {
        var all = new ConcurrentLinkedQueue<Integer>();
        try (var scope = Wove.taskScope()) {
            countDown(scope, 100, all);
        }
        assertEquals(101, all.size());
    }

    private static void countDown(LiveScope scope, int n, ConcurrentLinkedQueue<Integer> all) {
        scope.run(() -> {
            all.add(n);
            if (n > 0) {
                countDown(scope, n - 1, all);
            }
        });
    }

    private record Row(int load, List<String> needs) {}

    @Test
    @DisplayName("AD24 a graph can be made from a table")
    void fromTable() {
        var table =
                Map.of("c", new Row(3, List.of("a", "b")), "a", new Row(1, List.of()), "b", new Row(2, List.of("a")));
        try (var scope = Wove.taskScope()) {
            assertEquals(7, of("c", table, new HashMap<>(), scope).join());
        }
    }

    private static DelayedResult<Integer> of(
            String id, Map<String, Row> table, Map<String, DelayedResult<Integer>> started, LiveScope scope) {
        var known = started.get(id);
        if (known != null) {
            return known;
        }
        var row = table.get(id);
        var needs = row.needs().stream()
                .map(need -> of(need, table, started, scope))
                .toList();
        var call = scope.named(id)
                .start(
                        scope.all(needs),
                        all -> row.load() + all.stream().mapToInt(n -> n).sum());
        started.put(id, call);
        return call;
    }

    // async-tamer

    @Test
    @DisplayName("AT01, AT02 outside a scope a function can be called blocking and as a future, whatever its body")
    void outsideScopes() throws Exception {
        TaskFunction1<Integer, Integer> blocking = taskFunction("blocking", n -> n + 1);
        TaskFunction1<Integer, Integer> async = asyncFunction("async", n -> CompletableFuture.supplyAsync(() -> n + 1));
        TaskFunction1<Integer, Integer> failing = taskFunction("failing", n -> {
            throw new IOException("x" + n);
        });
        assertEquals(2, blocking.call(1));
        assertEquals(2, async.call(1));
        assertEquals(2, blocking.future(1).join());
        assertEquals(2, async.future(1).join());
        assertThrows(IOException.class, () -> failing.call(1));
        assertTrue(
                assertThrows(CompletionException.class, () -> failing.future(1).join())
                                .getCause()
                        instanceof IOException);
        try {
            failing.<IOException>call(1);
        } catch (IOException e) {
            assertEquals("x1", e.getMessage());
        }
    }

    @Test
    @DisplayName("AT01 cancelling the future of a call interrupts its body")
    void cancelledFuture() throws Exception {
        var started = new CountDownLatch(1);
        var stopped = new CompletableFuture<Boolean>();
        TaskFunction1<Integer, Integer> endless = taskFunction("endless", n -> {
            started.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                stopped.complete(true);
            }
            return n;
        });
        var future = endless.future(1);
        started.await();
        future.cancel(true);
        assertTrue(stopped.get());
    }

    @Test
    @DisplayName("AT03, AT08 a handle has no value before the call has ended, and one after the scope")
    void value() {
        var free = new CountDownLatch(1);
        DelayedResult<Integer> handle;
        try (var scope = Wove.named("s").taskScope()) {
            handle = scope.named("slow").start(() -> {
                free.await();
                return 5;
            });
            assertEquals(
                    "Task 'slow' in scope 's' has no value yet.\n"
                            + "  Wait for it with await(), or with join() where a thread may block.",
                    assertThrows(IllegalStateException.class, handle::value).getMessage());
            free.countDown();
        }
        assertEquals(5, handle.value());
        assertEquals(5, handle.join());
        assertEquals(5, handle.toCompletableFuture().join());
    }

    @Test
    @DisplayName("AT04, AT06 calls end in the order of their delays, those that nobody waits for, too")
    void order() {
        WeaveTests.virtualTime(time -> {
            var fetch = fetching(time);
            var ended = new ConcurrentLinkedQueue<String>();
            try (var scope = Wove.taskScope()) {
                var all = new ArrayList<DelayedResult<String>>();
                for (int id : new int[] {30, 10, 20}) {
                    var call = scope.start(fetch, id);
                    scope.run(call, ended::add);
                    all.add(call);
                }
                all.get(2).join();
                assertTrue(all.get(1).isDone());
                assertFalse(all.get(0).isDone());
            }
            assertEquals(List.of("v10", "v20", "v30"), List.copyOf(ended));
        });
    }

    @Test
    @DisplayName(
            "AT05, AT13 leaving a scope with CANCEL cancels what runs, without a failure; a scope inside it has its results")
    void exitCancel() {
        WeaveTests.virtualTime(time -> {
            var ticks = new AtomicInteger();
            DelayedResult<Void> service;
            try (var outer = Wove.taskScope(Exit.CANCEL)) {
                service = outer.run(() -> {
                    while (true) {
                        time.sleep(ofMillis(2));
                        ticks.incrementAndGet();
                    }
                });
                try (var inner = Wove.taskScope()) {
                    var all = List.of(3, 7, 10).stream()
                            .map(n -> inner.start(() -> {
                                time.sleep(ofMillis(2 * n + 1));
                                return ticks.get();
                            }))
                            .toList();
                    assertEquals(
                            List.of(3, 7, 10),
                            inner.start(inner.all(all), it -> it).join());
                }
                assertFalse(service.isDone());
            }
            assertEquals(
                    "Task 'task-1' in scope 'scope' has no value: it was cancelled.",
                    assertThrows(IllegalStateException.class, service::value).getMessage());
        });
    }

    @Test
    @DisplayName("AT07, AT15 REQUIRE_AWAITED lets a loop try again, and is silent if all was awaited or passed on")
    void requireAwaited() {
        var attempts = new AtomicInteger();
        try (var scope = Wove.with(WeaveOptions.onFailure(CONTINUE)).taskScope(Exit.REQUIRE_AWAITED)) {
            while (true) {
                var attempt = scope.start(() -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IOException();
                    }
                    return "done";
                });
                try {
                    scope.start(attempt, it -> it).join();
                    break;
                } catch (Exception e) {
                    assertTrue(e instanceof IOException);
                }
            }
        }
        assertEquals(3, attempts.get());
    }

    @Test
    @DisplayName("AT09 a body may wait for the handle of another, and lends its worker meanwhile")
    void joinInBody() {
        try (var scope = Wove.with(WeaveOptions.workers(1)).taskScope()) {
            var free = new CountDownLatch(1);
            var first = scope.start(() -> {
                free.await();
                return scope.start(() -> 20);
            });
            var second = scope.start(() -> first.join().join() + 1);
            free.countDown();
            assertEquals(21, second.join());
        }
    }

    @Test
    @DisplayName("AT11 two failures with CONTINUE are thrown together, and a third call has its value")
    void failuresTogether() {
        var failures = List.of(new IOException("1"), new IOException("2"));
        var third = new ArrayList<DelayedResult<Integer>>();
        var thrown = assertThrows(IOException.class, () -> {
            try (var scope = scope(CONTINUE)) {
                var first = scope.run(() -> {
                    throw failures.get(0);
                });
                scope.run(() -> {
                    while (!first.isDone()) {
                        Thread.onSpinWait();
                    }
                    throw failures.get(1);
                });
                third.add(scope.start(() -> 5));
            }
        });
        assertSame(failures.get(0), thrown);
        assertTrue(Arrays.asList(thrown.getSuppressed()).contains(failures.get(1)));
        assertEquals(5, third.get(0).value());
    }

    @Test
    @DisplayName(
            "AT12, AT22 a failure that was given to somebody is not thrown again, and is the cause of why there is no value")
    void observed() {
        for (var mode : OnFailure.values()) {
            var failure = new IOException("x");
            try (var scope = Wove.with(WeaveOptions.onFailure(mode)).named("s").taskScope()) {
                DelayedResult<Void> failing = scope.named("f").run(() -> {
                    throw failure;
                });
                assertSame(failure, assertThrows(IOException.class, failing::join));
                var refused = assertThrows(IllegalStateException.class, failing::value);
                assertSame(failure, refused.getCause());
                assertEquals("Task 'f' in scope 's' has no value: it has failed.", refused.getMessage());
            }
        }
    }

    @Test
    @DisplayName("AT12 a failure thrown to the block and by another call is not suppressed in itself")
    void sameInstanceTwice() {
        var failure = new IOException("shared");
        assertSame(failure, assertThrows(IOException.class, () -> {
            try (var scope = scope(CONTINUE)) {
                var first = scope.run(() -> {
                    throw failure;
                });
                scope.run(() -> {
                    throw failure;
                });
                first.join();
            }
        }));
    }

    @Test
    @DisplayName("AT12 a failure that nobody was given is thrown though the block was given the timeout")
    void failureBesideTimeout() {
        WeaveTests.virtualTime(time -> {
            var failure = new IOException("x");
            var options = WeaveOptions.onFailure(CONTINUE).timeout(ofMillis(10));
            var thrown = assertThrows(IOException.class, () -> {
                try (var scope = Wove.with(options).taskScope()) {
                    scope.run(() -> {
                        throw failure;
                    });
                    var slow = scope.run(() -> time.sleep(ofHours(1)));
                    assertThrows(TaskTimeoutException.class, slow::join);
                }
            });
            assertSame(failure, thrown);
        });
    }

    private static int lineAfter() {
        return StackWalker.getInstance()
                        .walk(frames -> frames.skip(1).findFirst())
                        .orElseThrow()
                        .getLineNumber()
                + 1;
    }

    @Test
    @DisplayName("AT14 REQUIRE_AWAITED tells file, line and function of every call that nobody has awaited")
    void notAwaited() {
        var lines = new ArrayList<Integer>();
        var refused = assertThrows(NotAwaitedException.class, () -> {
            try (var scope = Wove.named("orders").taskScope(Exit.REQUIRE_AWAITED)) {
                scope.start(() -> 1).join();
                lines.add(lineAfter());
                scope.start(() -> 2);
                lines.add(lineAfter());
                List.of(3).forEach(n -> scope.named("audit").run(() -> {}));
            }
        });
        var function = "JavaScopeTest.notAwaited";
        assertEquals(
                "The results of 2 calls in scope 'orders' were never awaited:\n"
                        + "  task-2, started at JavaScopeTest.java:" + lines.get(0) + " in " + function + "\n"
                        + "  audit, started at JavaScopeTest.java:" + lines.get(1) + " in " + function + "\n"
                        + "  Await each of them or pass it to another call, or give the scope another exit than"
                        + " REQUIRE_AWAITED.",
                refused.getMessage());
        assertEquals(function, refused.calls().get(1).function());
    }

    @Test
    @DisplayName("AT16, AT17 what the block throws leaves the calls to end, and comes before what they throw")
    void blockThrows() {
        var ofBlock = new IOException("block");
        var ofCall = new IOException("call");
        var free = new CountDownLatch(1);
        var other = new ArrayList<DelayedResult<Integer>>();
        var thrown = assertThrows(IOException.class, () -> {
            try (var scope = scope(CONTINUE)) {
                other.add(scope.start(() -> {
                    free.await();
                    return 5;
                }));
                scope.run(() -> {
                    throw ofCall;
                });
                free.countDown();
                throw ofBlock;
            }
        });
        assertSame(ofBlock, thrown);
        assertTrue(Arrays.asList(thrown.getSuppressed()).contains(ofCall));
        assertEquals(5, other.get(0).value());
    }

    @Test
    @DisplayName("AT18, AT19, AD19 a scope knows no other exits, and refuses to be used once it is closed")
    void closed() {
        assertThrows(IllegalArgumentException.class, () -> Exit.valueOf("LATER"));
        var scope = Wove.named("s").taskScope();
        scope.close();
        scope.close();
        var ran = new AtomicBoolean();
        assertEquals(
                "Scope 's' was used after it was closed: start of 'task-1'.\n"
                        + "  Start it inside the scope's block, or on the thread or in the coroutine of a task of the"
                        + " scope that still runs.",
                assertThrows(IllegalStateException.class, () -> scope.run(() -> ran.set(true)))
                        .getMessage());
        assertFalse(ran.get());
    }

    @Test
    @DisplayName("AT19 a scope is closed by the thread that has opened it")
    void closedElsewhere() {
        try (var scope = Wove.named("s").taskScope()) {
            var refused = assertThrows(
                    CompletionException.class,
                    () -> CompletableFuture.runAsync(scope::close).join());
            assertEquals(
                    "Scope 's' was closed by another thread than the one that has opened it.\n"
                            + "  Open it by   try (var scope = Wove.taskScope()) { ... }",
                    refused.getCause().getMessage());
            assertEquals(5, scope.start(() -> 5).join());
        }
    }

    @Test
    @DisplayName("AT23 a scope inside another waits for its own calls, while those of the other go on")
    void nested() {
        WeaveTests.virtualTime(time -> {
            var fetch = fetching(time);
            var ended = new ConcurrentLinkedQueue<String>();
            try (var outer = Wove.taskScope()) {
                outer.run(outer.start(fetch, 1_001), ended::add);
                var slow = outer.start(fetch, 2_000);
                outer.run(slow, ended::add);
                try (var inner = Wove.taskScope()) {
                    inner.run(inner.start(fetch, 1_000), ended::add);
                    inner.run(inner.start(fetch, 1_500), ended::add);
                }
                assertEquals(ofMillis(1_500), time.elapsed());
                try (var inner = Wove.taskScope()) {
                    inner.run(inner.start(CONCAT, slow, "!"), ended::add);
                }
                outer.run(outer.start(fetch, 500), ended::add);
            }
            assertEquals(6, ended.size());
            assertEquals(List.of("v1000", "v1001", "v1500"), List.copyOf(ended).subList(0, 3));
            assertEquals(ofMillis(2_500), time.elapsed());
        });
    }

    // Waiting

    @Test
    @Timeout(60)
    void moreBodiesThanSlotsMayWaitForTheirOwn() {
        var bodies = 300;
        var allSlotsTaken = new CountDownLatch(BlockingPool.DEFAULT_MAX_BLOCKING);
        var sum = new AtomicInteger();
        try (var scope = Wove.taskScope()) {
            for (int i = 0; i < bodies; i++) {
                scope.run(() -> {
                    allSlotsTaken.countDown();
                    allSlotsTaken.await();
                    sum.addAndGet(scope.start(() -> 1).join());
                });
            }
        }
        assertEquals(bodies, sum.get());
    }

    @Test
    void reportsAWaitForEachOther() {
        var handles = new ConcurrentHashMap<String, DelayedResult<Integer>>();
        var ready = new CountDownLatch(1);
        try (var scope = scope(CONTINUE)) {
            handles.put("first", scope.named("first").start(() -> {
                ready.await();
                return handles.get("second").join();
            }));
            handles.put("second", scope.named("second").start(handles.get("first"), n -> n + 1));
            ready.countDown();
            var cycle = assertThrows(WaitCycleException.class, handles.get("second")::join);
            assertEquals(List.of("first", "second", "first"), cycle.path());
        }
    }

    @Test
    void anInterruptCancelsTheScope() {
        var thrown = new ArrayList<Throwable>();
        var interrupted = new ArrayList<Boolean>();
        var owner = Thread.currentThread();
        try (var scope = Wove.taskScope()) {
            scope.run(() -> {
                owner.interrupt();
                Thread.sleep(Long.MAX_VALUE);
            });
            try {
                scope.start(() -> {
                            Thread.sleep(Long.MAX_VALUE);
                            return 1;
                        })
                        .join();
            } catch (WeaveCancelledException e) {
                thrown.add(e);
                interrupted.add(Thread.currentThread().isInterrupted());
            }
        }
        assertTrue(Thread.interrupted());
        assertEquals(1, thrown.size());
        assertEquals(List.of(true), interrupted);
    }

    @Test
    void anInterruptWhileClosingCancelsTheScope() {
        var owner = Thread.currentThread();
        assertThrows(WeaveCancelledException.class, () -> {
            try (var scope = Wove.taskScope()) {
                scope.run(() -> {
                    owner.interrupt();
                    Thread.sleep(Long.MAX_VALUE);
                });
            }
        });
        assertTrue(Thread.interrupted());
    }

    @Test
    void aFailureDoesNotInterruptTheBlock() {
        var failure = new IOException("x");
        var value = new AtomicInteger();
        assertSame(failure, assertThrows(IOException.class, () -> {
            try (var scope = Wove.taskScope()) {
                var failing = scope.run(() -> {
                    throw failure;
                });
                assertThrows(IOException.class, scope.start(failing, nothing -> 1)::join);
                value.set(Wove.<Integer, RuntimeException>weave("inner", w -> w.task("a", () -> 5)));
                scope.start(failing, nothing -> 1).join();
            }
        }));
        assertEquals(5, value.get());
    }

    @Test
    void policiesApply() {
        WeaveTests.virtualTime(time -> {
            var attempts = new AtomicInteger();
            try (var scope = Wove.taskScope()) {
                var third = scope.with(Policy.retries(2).backoff(dev.wove.Backoff.constant(ofHours(1))))
                        .start(() -> {
                            if (attempts.incrementAndGet() < 3) {
                                throw new IOException();
                            }
                            return attempts.get();
                        });
                assertEquals(3, third.join());
                assertEquals(ofHours(2), time.elapsed());
            }
        });
    }

    @Test
    void bodiesSeeTheirNames() {
        try (var scope = Wove.named("s").taskScope()) {
            TaskFunction1<Integer, String> thread =
                    taskFunction("look", n -> Thread.currentThread().getName());
            assertEquals("s/look-1", scope.start(thread, 1).join());
            assertNotNull(scope.toString());
        }
    }
}
