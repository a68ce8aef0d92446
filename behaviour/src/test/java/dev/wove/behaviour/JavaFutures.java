package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.OnFailure;
import dev.wove.Outcome;
import dev.wove.Task;
import dev.wove.WeaveCancelledException;
import dev.wove.WeaveOptions;
import dev.wove.java.WeaveBlock;
import dev.wove.java.WeaveFuture;
import dev.wove.java.Wove;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Futures and handles of weaves, as a Java program uses them. */
final class JavaFutures {
    private JavaFutures() {}

    /** A body that runs until it is interrupted, and then until it is let go. */
    private static final class Stubborn {
        final CountDownLatch runs = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        final CountDownLatch letGo = new CountDownLatch(1);

        int body() throws Exception {
            runs.countDown();
            try {
                await(new CountDownLatch(1));
            } catch (InterruptedException e) {
                interrupted.countDown();
                await(letGo);
                throw e;
            }
            return 1;
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("not reached");
        }
    }

    /** Ends the future in some way, and checks that the weave stops, and only then has stopped. */
    private static void ends(Consumer<WeaveFuture<Integer>> end) throws Exception {
        var stubborn = new Stubborn();
        stops(Wove.weaveAsync("w", w -> w.task("a", stubborn::body)), stubborn, end);
    }

    private static void stops(WeaveFuture<Integer> future, Stubborn stubborn, Consumer<WeaveFuture<Integer>> end)
            throws Exception {
        await(stubborn.runs);
        assertFalse(future.isDone());
        end.accept(future);
        assertTrue(future.isDone());
        await(stubborn.interrupted);
        assertFalse(future.stopped().isDone());
        stubborn.letGo.countDown();
        future.stopped().get(30, TimeUnit.SECONDS);
    }

    static void cancel() throws Exception {
        ends(future -> {
            assertTrue(future.cancel(true));
            assertTrue(future.isCancelled());
        });
    }

    static void completeExceptionally() throws Exception {
        var mine = new IllegalStateException("mine");
        ends(future -> {
            future.completeExceptionally(mine);
            assertSame(
                    mine, assertThrows(CompletionException.class, future::join).getCause());
        });
    }

    static void orTimeout() throws Exception {
        ends(future -> {
            future.orTimeout(1, TimeUnit.MILLISECONDS);
            var thrown = assertThrows(CompletionException.class, future::join);
            assertInstanceOf(TimeoutException.class, thrown.getCause());
        });
    }

    static void complete() throws Exception {
        ends(future -> {
            assertTrue(future.complete(99));
            assertEquals(99, future.join());
        });
    }

    static void plan() throws Exception {
        var stubborn = new Stubborn();
        WeaveBlock<Integer> block = w -> w.task("a", stubborn::body);
        stops(Wove.runAsync(Wove.plan("w", block)), stubborn, future -> future.cancel(false));
    }

    static void dependent() throws Exception {
        var open = new CountDownLatch(1);
        var future = Wove.<Integer>weaveAsync(
                "w",
                w -> w.task("a", () -> {
                    await(open);
                    return 1;
                }));
        var dependent = future.thenApply(n -> n + 1);
        dependent.cancel(true);
        assertFalse(future.isDone());
        open.countDown();
        assertEquals(1, future.get(30, TimeUnit.SECONDS));
    }

    static void stoppedAfterEnd() throws Exception {
        var fine = Wove.weaveAsync("w", w -> w.task("a", () -> 1));
        assertEquals(1, fine.get(30, TimeUnit.SECONDS));
        fine.stopped().get(30, TimeUnit.SECONDS);
        assertFalse(fine.cancel(true));
        assertEquals(1, fine.join());
        var failing = Wove.weaveAsync(
                "w",
                w -> w.run("a", () -> {
                    throw new IllegalStateException("x");
                }));
        failing.stopped().get(30, TimeUnit.SECONDS);
        assertThrows(CompletionException.class, failing::join);
    }

    static void oneTask() throws Exception {
        var runs = new CountDownLatch(1);
        var handle = new AtomicReference<Task<Integer>>();
        var live = Wove.with(WeaveOptions.onFailure(OnFailure.CONTINUE)).<String>launchWeave("w", w -> {
            Task<Integer> a = w.task("a", () -> {
                runs.countDown();
                await(new CountDownLatch(1));
                return 1;
            });
            handle.set(a);
            var b = w.task("b", a, n -> n + 1);
            return w.task(
                    "c",
                    java.util.List.of(w.settled(b)),
                    in -> in.outcome(b).getClass().getSimpleName());
        });
        await(runs);
        live.future(handle.get()).cancel(true);
        assertEquals("Skipped", live.future("c").get(30, TimeUnit.SECONDS));
        var result = live.result();
        assertInstanceOf(Outcome.Cancelled.class, result.outcome("a"));
        assertInstanceOf(Outcome.Skipped.class, result.outcome("b"));
    }

    static void handle() throws Exception {
        var stubborn = new Stubborn();
        var live = Wove.<Integer>launchWeave("w", w -> w.task("a", stubborn::body));
        await(stubborn.runs);
        live.cancel();
        await(stubborn.interrupted);
        stubborn.letGo.countDown();
        var thrown = assertThrows(WeaveCancelledException.class, live::join);
        assertEquals("Weave 'w' was cancelled through its handle", thrown.getMessage());
        assertThrows(WeaveCancelledException.class, live::result);
    }

    static void interruptedJoin() throws Exception {
        var stubborn = new Stubborn();
        var live = Wove.<Integer>launchWeave("w", w -> w.task("a", stubborn::body));
        var caught = new CompletableFuture<Throwable>();
        var flag = new CompletableFuture<Boolean>();
        var joiner = new Thread(() -> {
            try {
                live.join();
                caught.complete(new AssertionError("no exception"));
            } catch (CancellationException e) {
                caught.complete(e);
            }
            flag.complete(Thread.currentThread().isInterrupted());
        });
        joiner.start();
        await(stubborn.runs);
        joiner.interrupt();
        await(stubborn.interrupted);
        assertFalse(caught.isDone());
        stubborn.letGo.countDown();
        assertInstanceOf(WeaveCancelledException.class, caught.get(30, TimeUnit.SECONDS));
        assertTrue(flag.get(30, TimeUnit.SECONDS));
    }

    static void tasks() throws Exception {
        var open = new CountDownLatch(1);
        var handle = new AtomicReference<Task<Integer>>();
        var live = Wove.<Integer>launchWeave("w", w -> {
            Task<Integer> a = w.task("a", () -> 1);
            handle.set(a);
            return w.task("b", a, n -> {
                await(open);
                return n + 1;
            });
        });
        CompletableFuture<Integer> a = live.future(handle.get());
        assertEquals(1, a.get(30, TimeUnit.SECONDS));
        assertFalse(live.future("b").isDone());
        open.countDown();
        assertEquals(2, live.future("b").get(30, TimeUnit.SECONDS));
        assertEquals(2, live.join());
        assertThrows(NoSuchElementException.class, () -> live.future("c"));
    }
}
