package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.PlanException;
import dev.wove.Policy;
import dev.wove.TaskTimeoutException;
import dev.wove.WeaveOptions;
import dev.wove.java.Wove;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Merging, as a Java program does it. */
@Timeout(60)
class MergeInJavaTest {
    private static final List<Integer> ITEMS = List.of(1, 2, 3);

    @Test
    @DisplayName("MG01 gives the value of a function that returns a stage")
    void stage() {
        int value = Wove.weave(
                "w", w -> w.async("a", () -> Wove.mergeAsync("m", () -> CompletableFuture.completedFuture(7))));
        assertEquals(7, value);
    }

    @Test
    @DisplayName("MG02 runs a blocking function off the thread of a body that must not block")
    void blockingFromStage() {
        var function = Wove.pooled((Integer ignored) -> Thread.currentThread());
        boolean elsewhere = Wove.weave(
                "w",
                w -> w.async("a", () -> {
                    var here = Thread.currentThread();
                    return Wove.mergeAsync("m", ITEMS, function::apply)
                            .thenApply(threads -> threads.stream().noneMatch(here::equals));
                }));
        assertTrue(elsewhere);
    }

    @Test
    @DisplayName("MG03 is refused outside the body of a task")
    void outside() {
        var thrown = assertThrows(IllegalStateException.class, () -> Wove.merge("m", () -> 1));
        assertEquals(
                "merge was called outside the body of a task, so there is no weave to merge into.\n"
                        + "  Call it inside a body, on its thread or in its coroutine context; elsewhere, run a weave.",
                thrown.getMessage());
        assertThrows(
                IllegalStateException.class, () -> Wove.mergeAsync("m", () -> CompletableFuture.completedFuture(1)));
    }

    @Test
    @DisplayName("MG03 is refused, when it blocks, in a body that returns a stage")
    void blocksInStage() {
        var thrown = assertThrows(
                IllegalStateException.class,
                () -> Wove.weave(
                        "shop",
                        w -> w.async(
                                "a",
                                () -> CompletableFuture.completedFuture(
                                        Wove.<Integer, RuntimeException>merge("m", () -> 1)))));
        assertEquals(
                "A blocking merge was called inside the body of task 'a' in weave 'shop', which must not block; this can"
                        + " deadlock the dispatcher.\n"
                        + "  Instead of   Wove.merge(...)        // blocks the thread\n"
                        + "  use          Wove.mergeAsync(...)   // returns a future",
                thrown.getMessage());
    }

    @Test
    @DisplayName("MG04 MG05 runs a function over items at the same time, and gives their values in order")
    void overItems() {
        var all = new CyclicBarrier(3);
        List<Integer> values = Wove.weave(
                "w",
                w -> w.task(
                        "a",
                        () -> Wove.merge("m", ITEMS, item -> {
                            all.await(30, TimeUnit.SECONDS);
                            return item * 2;
                        })));
        assertEquals(List.of(2, 4, 6), values);
    }

    @Test
    @DisplayName("MG04 takes items from arrays, maps and streams")
    void sources() {
        List<Integer> values = Wove.weave(
                "w",
                w -> w.task("a", () -> {
                    List<Integer> array = Wove.merge("array", new Integer[] {1}, item -> item);
                    List<Integer> map = Wove.merge("map", Map.of("a", 2), Map.Entry::getValue);
                    List<Integer> stream = Wove.merge("stream", Stream.of(3), item -> item);
                    return Stream.of(array, map, stream).flatMap(List::stream).toList();
                }));
        assertEquals(ITEMS, values);
    }

    @Test
    @DisplayName("MG06 runs a function that returns stages from a body that blocks")
    void stageFromBlocking() {
        List<Integer> values = Wove.weave(
                "w",
                w -> w.task(
                        "a",
                        () -> Wove.mergeAsync("m", ITEMS, item -> CompletableFuture.supplyAsync(() -> item * 2))
                                .join()));
        assertEquals(List.of(2, 4, 6), values);
    }

    @Test
    @DisplayName("MG07 does not lock up with one worker")
    void oneWorker() {
        for (var limits : List.of(WeaveOptions.workers(1), WeaveOptions.maxBlocking(1))) {
            List<Integer> values =
                    Wove.with(limits).weave("w", w -> w.task("a", () -> Wove.merge("m", ITEMS, item -> item * 2)));
            assertEquals(List.of(2, 4, 6), values);
        }
    }

    @Test
    @DisplayName("MG07 does not lock up with one worker when the body returns a stage")
    void oneWorkerAndStages() {
        int sum = Wove.with(WeaveOptions.workers(1)).weave("w", w -> {
            var a = w.async("a", () -> Wove.mergeAsync("m", () -> CompletableFuture.supplyAsync(() -> 1)));
            var b = w.async("b", () -> Wove.mergeAsync("m", () -> CompletableFuture.supplyAsync(() -> 2)));
            return w.task("sum", a, b, Integer::sum);
        });
        assertEquals(3, sum);
    }

    @Test
    @DisplayName("MG08 runs functions with bound arguments")
    void boundArguments() {
        int bound = 5;
        int value = Wove.weave("w", w -> w.task("a", () -> Wove.merge("m", () -> Math.addExact(10, bound))));
        assertEquals(15, value);
    }

    @Test
    @DisplayName("MG08 merges again in what depends on the future of a merge")
    void oneAfterTheOther() {
        int value = Wove.weave(
                "w",
                w -> w.async(
                        "a",
                        () -> Wove.mergeAsync("m", () -> CompletableFuture.supplyAsync(() -> 1))
                                .thenCompose(one ->
                                        Wove.mergeAsync("n", () -> CompletableFuture.supplyAsync(() -> one + 1)))));
        assertEquals(2, value);
    }

    @Test
    @DisplayName("MG09 tries again as its own option says")
    void retries() {
        var attempts = new AtomicInteger();
        String value = Wove.weave(
                "w",
                w -> w.task(
                        "a",
                        () -> Wove.with(Policy.retries(1)).merge("m", () -> {
                            if (attempts.incrementAndGet() == 1) {
                                throw new IOException("first");
                            }
                            return "second";
                        })));
        assertEquals("second", value);
        assertEquals(2, attempts.get());
    }

    @Test
    @DisplayName("MG10 refuses workers without items, in the body")
    void workersWithoutItems() {
        Class<?> thrown = Wove.weave(
                "w",
                w -> w.task(
                        "a",
                        () -> assertThrows(
                                        PlanException.class,
                                        () -> Wove.with(Policy.workers(2)).merge("m", () -> 1))
                                .getClass()));
        assertSame(PlanException.class, thrown);
    }

    private static int down(int levels) {
        return levels == 0 ? 0 : Wove.<Integer, RuntimeException>merge("m", () -> down(levels - 1)) + 1;
    }

    private static CompletableFuture<Integer> downAsync(int levels) {
        return levels == 0
                ? CompletableFuture.completedFuture(0)
                : Wove.mergeAsync("m", () -> downAsync(levels - 1)).thenApply(below -> below + 1);
    }

    @Test
    @DisplayName("MG11 nests 1 000 levels deep")
    void deep() {
        int blocking = Wove.weave("w", w -> w.task("a", () -> down(1_000)));
        assertEquals(1_000, blocking);
        int stages = Wove.weave("w", w -> w.async("a", () -> downAsync(1_000)));
        assertEquals(1_000, stages);
    }

    @Test
    @DisplayName("MG12 merges in every one of 150 items at once")
    void inItems() {
        var items = IntStream.range(0, 150).boxed().toList();
        var all = new CountDownLatch(150);
        List<Integer> values = Wove.weave(
                "w",
                w -> w.each("a", items, item -> {
                    all.countDown();
                    assertTrue(all.await(30, TimeUnit.SECONDS));
                    return Wove.merge("m", () -> item);
                }));
        assertEquals(items, values);
    }

    @Test
    @DisplayName("MG13 gives an empty list for no items")
    void noItems() {
        List<Integer> values =
                Wove.weave("w", w -> w.task("a", () -> Wove.merge("m", List.<Integer>of(), item -> item)));
        assertEquals(List.of(), values);
    }

    @Test
    @DisplayName("MG14 holds back a source that is longer than maxPending")
    void backPressure() {
        var items = IntStream.range(0, 50).boxed().toList();
        var policy = Policy.workers(2).maxPending(4);
        List<Integer> values =
                Wove.weave("w", w -> w.task("a", () -> Wove.with(policy).merge("m", items, item -> item)));
        assertEquals(items, values);
    }

    @Test
    @DisplayName("MG15 takes no options of the calling task")
    void ownOptions() {
        var merged = new AtomicInteger();
        assertThrows(
                IOException.class,
                () -> Wove.<Integer, IOException>weave(
                        "w",
                        w -> w.with(Policy.retries(2))
                                .task(
                                        "a",
                                        () -> Wove.<Integer, IOException>merge("m", () -> {
                                            merged.incrementAndGet();
                                            throw new IOException("x");
                                        }))));
        assertEquals(3, merged.get());
    }

    @Test
    @DisplayName("MG16 has stopped the other items when the caller gets the failure of one")
    void failedItem() {
        var failure = new IOException("two");
        var waiting = new CountDownLatch(2);
        var stopped = new AtomicInteger();
        int stoppedWhenCaught = Wove.weave(
                "w",
                w -> w.task("a", () -> {
                    var thrown = assertThrows(
                            IOException.class,
                            () -> Wove.<Integer, Integer, IOException>merge("m", ITEMS, item -> {
                                if (item == 2) {
                                    waiting.await();
                                    throw failure;
                                }
                                try {
                                    waiting.countDown();
                                    new CountDownLatch(1).await();
                                } finally {
                                    stopped.incrementAndGet();
                                }
                                return item;
                            }));
                    assertSame(failure, thrown);
                    return stopped.get();
                }));
        assertEquals(2, stoppedWhenCaught);
    }

    @Test
    @DisplayName("MG19 has a timeout that the caller can catch")
    void timeout() {
        String value = Wove.weave(
                "w",
                w -> w.task("a", () -> {
                    assertThrows(
                            TaskTimeoutException.class,
                            () -> Wove.with(Policy.timeout(Duration.ofMillis(10)))
                                    .merge("m", () -> {
                                        new CountDownLatch(1).await();
                                        return 1;
                                    }));
                    return "late";
                }));
        assertEquals("late", value);
    }

    @Test
    @DisplayName("MG20 nests over items")
    void nested() {
        List<List<Integer>> values = Wove.weave(
                "w",
                w -> w.task(
                        "a", () -> Wove.merge("m", List.of(1, 2), a -> Wove.merge("n", List.of(10, 20), b -> a * b))));
        assertEquals(List.of(List.of(10, 20), List.of(20, 40)), values);
    }

    @Test
    @DisplayName("a function that returns a stage is refused where it would not be waited for")
    void stageGivenToMerge() {
        var thrown = assertThrows(
                IllegalStateException.class,
                () -> Wove.weave(
                        "w", w -> w.task("a", () -> Wove.merge("m", () -> CompletableFuture.completedFuture(1)))));
        assertTrue(
                thrown.getMessage()
                        .endsWith("  Instead of   Wove.merge(\"m\", ...)\n"
                                + "  use          Wove.mergeAsync(\"m\", ...)"),
                thrown::getMessage);
    }

    @Test
    @DisplayName("a blocking function outside any weave runs on the pool, and is interrupted through its future")
    void onBlockingPool() throws Exception {
        var here = Thread.currentThread();
        assertNotSame(here, Wove.onBlockingPool(Thread::currentThread).join());
        var thrown = assertThrows(
                CompletionException.class,
                () -> Wove.onBlockingPool(() -> {
                            throw new IOException("x");
                        })
                        .join());
        assertInstanceOf(IOException.class, thrown.getCause());
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var call = Wove.onBlockingPool(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return 1;
        });
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        assertFalse(call.isDone());
        call.cancel(true);
        assertTrue(interrupted.await(30, TimeUnit.SECONDS));
    }
}
