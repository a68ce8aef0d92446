package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.DelayedResult;
import dev.wove.Outcome;
import dev.wove.TaskFailedException;
import dev.wove.WeaveCancelledException;
import dev.wove.java.Wove;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever completes a future of one task or call has no use for its body any more. */
@Timeout(30)
class FuturesOfTasksTest {
    /** A way to complete a future before its task does. */
    record Way(String name, java.util.function.Consumer<CompletableFuture<?>> complete) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        return Stream.of(
                new Way("cancel", future -> future.cancel(true)),
                new Way("complete", future -> future.complete(null)),
                new Way("completeExceptionally", future -> future.completeExceptionally(new IllegalStateException())),
                new Way("orTimeout", future -> future.orTimeout(1, TimeUnit.MILLISECONDS)),
                new Way("completeOnTimeout", future -> future.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS)));
    }

    /** A body that goes on until it is told to stop. */
    private static final class Endless {
        final CountDownLatch runs = new CountDownLatch(1);
        final CountDownLatch stopped = new CountDownLatch(1);

        int body() throws InterruptedException {
            runs.countDown();
            try {
                new CountDownLatch(1).await();
                return 1;
            } finally {
                stopped.countDown();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void completingTheFutureOfATaskStopsItsBodyAndNothingElse(Way way) throws Exception {
        var slow = new Endless();
        var open = new CountDownLatch(1);
        var live = Wove.launchWeave("w", w -> {
            w.task("slow", slow::body);
            return w.task("other", () -> {
                open.await();
                return "other";
            });
        });
        slow.runs.await();
        way.complete.accept(live.future("slow"));
        slow.stopped.await();
        open.countDown();
        assertEquals("other", live.join());
        var outcome = assertInstanceOf(Outcome.Cancelled.class, live.result().outcome("slow"));
        assertInstanceOf(WeaveCancelledException.class, outcome.cause());
        assertEquals(
                "Task 'slow' in weave 'w' was cancelled through its future",
                outcome.cause().getMessage());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void completingTheFutureOfACallStopsItsBodyAndNothingElse(Way way) throws Exception {
        var slow = new Endless();
        var open = new CountDownLatch(1);
        try (var scope = Wove.taskScope()) {
            var call = scope.start(slow::body);
            var other = scope.start(() -> {
                open.await();
                return "other";
            });
            slow.runs.await();
            way.complete.accept(call.toCompletableFuture());
            slow.stopped.await();
            open.countDown();
            assertEquals("other", other.join());
        }
    }

    @Test
    void aFutureCompletedByItsTaskStopsNothing() {
        var live = Wove.launchWeave("w", w -> {
            var a = w.task("a", () -> 1);
            return w.task("b", a, n -> n + 1);
        });
        var a = live.future("a");
        assertEquals(1, a.join());
        assertFalse(a.complete(7));
        assertFalse(a.cancel(true));
        assertEquals(2, live.join());
    }

    @Test
    void joinSaysThatTheTaskWhoseValueIsMissingWasCancelledAlone() throws Exception {
        var slow = new Endless();
        var live = Wove.launchWeave("w", w -> w.task("t", slow::body));
        slow.runs.await();
        live.future("t").cancel(true);
        var thrown = assertThrows(TaskFailedException.class, live::join);
        assertEquals(
                "Task 't' in weave 'w' was cancelled, so there is no value to return.\n"
                        + "  Read what became of each task in the result instead, or return a task that does without 't'.",
                thrown.getMessage());
        assertEquals(
                "Task 't' in weave 'w' was cancelled through its future",
                thrown.getCause().getMessage());
        var future = assertThrows(CompletionException.class, () -> live.future().join());
        assertInstanceOf(TaskFailedException.class, future.getCause());
        assertInstanceOf(Outcome.Cancelled.class, live.result().outcome("t"));
    }

    @Test
    void joinNamesTheTaskThatWasSkippedBecauseOfIt() throws Exception {
        var slow = new Endless();
        var live = Wove.launchWeave("w", w -> {
            var t = w.task("t", slow::body);
            return w.task("sum", t, n -> n + 1);
        });
        slow.runs.await();
        live.future("t").cancel(true);
        var thrown = assertThrows(TaskFailedException.class, live::join);
        assertTrue(
                thrown.getMessage()
                        .startsWith(
                                "Task 'sum' in weave 'w' was skipped because 't' was cancelled, so there is no value"),
                thrown.getMessage());
    }

    @Test
    void aWeaveCancelledAsAWholeIsStillACancellation() throws Exception {
        var slow = new Endless();
        var live = Wove.launchWeave("w", w -> w.task("t", slow::body));
        slow.runs.await();
        live.cancel();
        assertThrows(CancellationException.class, live::join);
    }

    @Test
    void theFutureOfACallThatTheScopeHasLeftBehindIsDone() throws Exception {
        var slow = new Endless();
        CompletableFuture<Integer> future;
        try (var scope = Wove.taskScope(dev.wove.Exit.CANCEL)) {
            DelayedResult<Integer> call = scope.start(slow::body);
            slow.runs.await();
            future = call.toCompletableFuture();
        }
        assertThrows(CancellationException.class, future::join);
    }
}
