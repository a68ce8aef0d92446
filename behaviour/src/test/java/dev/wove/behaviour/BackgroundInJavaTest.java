package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.BackgroundWeaves;
import dev.wove.PlanException;
import dev.wove.TaskTimeoutException;
import dev.wove.WeaveCancelledException;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.java.Wove;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Launched weaves and background weaves, as a Java program uses them. */
@Timeout(60)
class BackgroundInJavaTest {
    private final CountDownLatch gate = new CountDownLatch(1);

    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("BG01 BG05 BG06 calls onDone with the result, after the caller has gone on")
    void told() throws Exception {
        var told = new CompletableFuture<WeaveResult<Integer>>();
        var live = Wove.<Integer>launchWeave("w", w -> {
                    var first = w.task("first", () -> 1);
                    var waits = w.run("waits", gate::await);
                    return w.after(waits).task("second", first, value -> value + 1);
                })
                .onDone(told::complete);
        assertEquals(1, soon(live.future("first")));
        assertFalse(told.isDone());
        gate.countDown();
        assertEquals(2, soon(told).value());
        assertEquals(2, live.result().value());
    }

    @Test
    @DisplayName("BG02 needs no onDone")
    void withoutCallback() {
        assertEquals(1, Wove.launchWeave("w", w -> w.task("a", () -> 1)).join());
    }

    @Test
    @DisplayName("BG03 calls onDone with the failure, the same instance")
    void failure() throws Exception {
        var failure = new IOException("x");
        var told = new CompletableFuture<WeaveResult<Object>>();
        Wove.launchWeave(
                        "w",
                        w -> w.task("a", () -> {
                            throw failure;
                        }))
                .onDone(told::complete);
        assertSame(failure, soon(told).failure());
    }

    @Test
    @DisplayName("BG04 lets onDone block")
    void blocks() throws Exception {
        var told = new CompletableFuture<Integer>();
        Wove.launchWeave("w", w -> w.task("a", () -> 1)).onDone(result -> {
            gate.await();
            told.complete(result.value());
        });
        gate.countDown();
        assertEquals(1, soon(told));
    }

    @Test
    @DisplayName("BG08 calls onDone after a timeout")
    void timeout() throws Exception {
        var told = new CompletableFuture<WeaveResult<Integer>>();
        Wove.with(WeaveOptions.timeout(Duration.ofMillis(10)))
                .launchWeave(
                        "w",
                        w -> w.task("a", () -> {
                            gate.await();
                            return 1;
                        }))
                .onDone(told::complete);
        assertInstanceOf(TaskTimeoutException.class, soon(told).failure());
    }

    @Test
    @DisplayName("BG08 calls onDone after a cancellation")
    void cancelled() throws Exception {
        var told = new CompletableFuture<WeaveResult<Object>>();
        var live = Wove.<Object>launchWeave(
                        "w",
                        w -> w.task("a", () -> {
                            gate.await();
                            return 1;
                        }))
                .onDone(told::complete);
        live.cancel();
        assertInstanceOf(WeaveCancelledException.class, soon(told).failure());
    }

    @Test
    @DisplayName("BG08 throws planning errors to the caller")
    void planning() {
        assertThrows(
                PlanException.class,
                () -> Wove.launchWeave("w", w -> {
                    w.task("a", () -> 1);
                    return w.task("a", () -> 2);
                }));
    }

    @Test
    @DisplayName("C13 launches nothing when the block throws")
    void blockThrows() {
        var ran = new AtomicInteger();
        var failure = new IllegalStateException("block");
        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> Wove.launchWeave("w", w -> {
                            w.task("a", ran::incrementAndGet);
                            throw failure;
                        })));
        assertEquals(0, ran.get());
    }

    @Test
    @DisplayName("BG09 keeps the result when onDone throws, and calls the next one")
    void callbackThrows() throws Exception {
        var told = new CompletableFuture<WeaveResult<Integer>>();
        var live = Wove.<Integer>launchWeave("w", w -> w.task("a", () -> 1))
                .onDone(result -> {
                    throw new IOException("callback");
                })
                .onDone(told::complete);
        assertEquals(1, soon(told).value());
        assertEquals(1, live.join());
    }

    @Test
    @DisplayName("calls onDone once, at once, of a weave that has completed")
    void late() throws Exception {
        var live = Wove.launchWeave("w", w -> w.task("a", () -> 1));
        live.join();
        var calls = new AtomicInteger();
        var told = new CompletableFuture<Integer>();
        live.onDone(result -> {
            calls.incrementAndGet();
            told.complete(result.value());
        });
        assertEquals(1, soon(told));
        live.cancel();
        assertEquals(1, calls.get());
    }

    @Test
    @DisplayName(
            "background weaves end within the grace, their onDone included, and outlive the task that launched them")
    void drained() {
        var background = BackgroundWeaves.withGrace(Duration.ofSeconds(30));
        var told = new AtomicInteger();
        Wove.weave(
                "outer",
                w -> w.run(
                        "launches",
                        () -> Wove.in(background)
                                .launchWeave("inner", inner -> inner.run("waits", gate::await))
                                .onDone(result -> {
                                    assertNull(result.failure());
                                    told.incrementAndGet();
                                })));
        assertEquals(List.of("inner"), background.running());
        gate.countDown();
        assertEquals(List.of(), background.drain().lost());
        assertEquals(1, told.get());
    }

    @Test
    @DisplayName("background weaves that do not end within the grace are cancelled, and reported by name")
    void lost() throws Exception {
        var background = BackgroundWeaves.withGrace(Duration.ZERO);
        var running = new CountDownLatch(1);
        var failure = new CompletableFuture<Throwable>();
        Wove.in(background)
                .named("mail")
                .with(WeaveOptions.maxBlocking(1))
                .launchWeave(
                        "mail",
                        w -> w.run("send", () -> {
                            running.countDown();
                            gate.await();
                        }))
                .onDone(result -> failure.complete(result.failure()));
        assertTrue(running.await(30, TimeUnit.SECONDS));
        assertEquals("0 ended, 1 lost\n  'mail', in send", background.drain().toString());
        assertInstanceOf(WeaveCancelledException.class, soon(failure));
        assertThrows(
                IllegalStateException.class, () -> Wove.in(background).launchWeave("late", w -> w.task("a", () -> 1)));
    }

    @Test
    @DisplayName("a weave that is still being planned when the grace ends is cancelled before a body of it runs")
    void plannedTooLate() throws Exception {
        var background = BackgroundWeaves.withGrace(Duration.ZERO);
        var planning = new CountDownLatch(1);
        var ran = new AtomicInteger();
        var launched = CompletableFuture.supplyAsync(() -> Wove.in(background).launchWeave("late", w -> {
            planning.countDown();
            gate.await();
            return w.task("body", ran::incrementAndGet);
        }));
        assertTrue(planning.await(30, TimeUnit.SECONDS));
        assertEquals(1, background.drain().lost().size());
        gate.countDown();
        assertThrows(WeaveCancelledException.class, soon(launched)::join);
        assertEquals(0, ran.get());
    }

    @Test
    @DisplayName("an onDone that is added after the weave has ended is waited for, too")
    void drainedOnDoneAddedLate() {
        var background = BackgroundWeaves.withGrace(Duration.ofSeconds(30));
        var told = new AtomicInteger();
        var live = Wove.in(background).launchWeave("ended", w -> w.task("a", () -> 1));
        live.join();
        while (!background.running().isEmpty()) {
            Thread.onSpinWait();
        }
        live.onDone(result -> {
            gate.await();
            told.incrementAndGet();
        });
        assertEquals(List.of("ended"), background.running());
        gate.countDown();
        assertEquals(List.of(), background.drain().lost());
        assertEquals(1, told.get());
    }
}
