package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.wove.Task;
import dev.wove.function.TaskAction1;
import dev.wove.java.ItemsOf;
import dev.wove.java.WeaveScope;
import dev.wove.java.Wove;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources without an end, as a Java program maps over them without saying how many items may be under way. */
class EndlessSourceInJavaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, BiFunction<WeaveScope, TaskAction1<Integer>, Task<?>>> MAPPED = Map.of(
            "each over an iterable",
                    (w, body) -> w.each("items", endlessly(), item -> {
                        body.run(item);
                        return item;
                    }),
            "each over a stream",
                    (w, body) -> w.each("items", endless(), item -> {
                        body.run(item);
                        return item;
                    }),
            "eachAsync",
                    (w, body) -> w.eachAsync("items", endlessly(), item -> {
                        body.run(item);
                        return CompletableFuture.completedFuture(item);
                    }),
            "forEach over an iterable", (w, body) -> w.forEach("items", endlessly(), body),
            "forEach over a stream", (w, body) -> w.forEach("items", endless(), body),
            "forEach over a task's stream",
                    (w, body) -> w.forEach("items", ItemsOf.stream(w.task("source", () -> endless())), body),
            "a chained forEach", (w, body) -> w.forEach("items", w.each("first", endlessly(), item -> item), body));

    private static Stream<Integer> endless() {
        return Stream.iterate(0, i -> i + 1);
    }

    private static Iterable<Integer> endlessly() {
        return () -> endless().iterator();
    }

    static Stream<String> mapped() {
        return MAPPED.keySet().stream().sorted();
    }

    private static Task<?> map(String mapped, WeaveScope w, TaskAction1<Integer> body) {
        return MAPPED.get(mapped).apply(w, body);
    }

    @ParameterizedTest
    @MethodSource("mapped")
    @DisplayName("a failed item ends the weave, on the caller's thread and without one")
    void fails(String mapped) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            var here = new IOException("here");
            assertSame(
                    here, assertThrows(IOException.class, () -> Wove.weave("w", w -> map(mapped, w, failing(here)))));
            var elsewhere = new IOException("elsewhere");
            var future = Wove.weaveAsync("w", w -> map(mapped, w, failing(elsewhere)));
            assertSame(
                    elsewhere,
                    assertThrows(ExecutionException.class, future::get).getCause());
        });
    }

    private static TaskAction1<Integer> failing(IOException failure) {
        return item -> {
            if (item == 1_000) {
                throw failure;
            }
        };
    }

    @ParameterizedTest
    @MethodSource("mapped")
    @DisplayName("the weave leaves threads to others, and stops when its future is cancelled")
    void isCancelled(String mapped) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            var begun = new CountDownLatch(1);
            var future = Wove.weaveAsync(
                    "w",
                    w -> map(mapped, w, item -> {
                        if (item == 100) {
                            begun.countDown();
                        }
                    }));
            begun.await();
            assertEquals(7, (int) Wove.<Integer, RuntimeException>weave("other", w -> w.task("a", () -> 7)));
            assertEquals(
                    7,
                    Wove.weaveAsync("other", w -> w.async("a", () -> CompletableFuture.completedFuture(7)))
                            .get());
            future.cancel(true);
            future.stopped().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThrows(CancellationException.class, future::get);
        });
    }
}
