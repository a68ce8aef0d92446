package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.Do;
import dev.wove.Outcome;
import dev.wove.PlanException;
import dev.wove.Weave;
import dev.wove.java.Given;
import dev.wove.java.ItemsOf;
import dev.wove.java.Wove;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that has items can be mapped over in Java, given as it is or made by a task; streams are closed. */
@Timeout(30)
class SourcesInJavaTest {
    private final AtomicInteger closed = new AtomicInteger();

    private Stream<Integer> numbers() {
        return Stream.of(1, 2).onClose(closed::incrementAndGet);
    }

    @Test
    void streamsOfPrimitivesHaveItems() {
        assertEquals(List.of(1, 2), Wove.weave("w", w -> w.each("e", IntStream.range(0, 2), n -> n + 1)));
        assertEquals(List.of(1L), Wove.weave("w", w -> w.each("e", LongStream.range(0, 1), n -> n + 1)));
        assertEquals(List.of(2.0), Wove.weave("w", w -> w.each("e", Arrays.stream(new double[] {1}), n -> n + 1)));
        assertEquals(
                List.of(1),
                Wove.weave(
                        "w", w -> w.eachAsync("e", Arrays.stream(new int[] {1}), CompletableFuture::completedFuture)));
        assertEquals(2L, Wove.<Long, RuntimeException>weave("w", w -> w.forEach("e", IntStream.range(0, 2), n -> {})));
        assertEquals(
                List.of(1),
                Wove.weave(
                        "w",
                        w -> w.task(
                                "t",
                                () -> Wove.<Integer, Integer, RuntimeException>merge("m", IntStream.of(1), n -> n))));
    }

    @Test
    void whatATaskMakesHasItemsWhateverItIs() {
        assertEquals(List.of("a1"), Wove.weave("w", w -> {
            var prices = w.task("prices", () -> Map.of("a", 1));
            return w.each("e", ItemsOf.map(prices), entry -> entry.getKey() + entry.getValue());
        }));
        assertEquals(List.of("a!"), Wove.weave("w", w -> {
            var names = w.task("names", () -> new String[] {"a"});
            return w.each("e", ItemsOf.array(names), name -> name + "!");
        }));
        assertEquals(List.of("a!"), Wove.weave("w", w -> {
            var names = w.task("names", () -> List.of("a").iterator());
            return w.eachAsync("e", ItemsOf.iterator(names), name -> CompletableFuture.completedFuture(name + "!"));
        }));
        assertEquals(List.of(new Outcome.Succeeded<>(2)), Wove.weave("w", w -> {
            var numbers = w.task("numbers", () -> IntStream.of(1));
            return w.eachSettled("e", ItemsOf.stream(numbers), n -> n + 1);
        }));
        assertEquals(2L, Wove.<Long, RuntimeException>weave("w", w -> {
            var numbers = w.task("numbers", this::numbers);
            return w.forEach("e", ItemsOf.stream(numbers), n -> {});
        }));
        assertEquals(1, closed.get());
    }

    @Test
    void bodiesReadFurtherInputsBesideTheItemsOfATask() {
        assertEquals(List.of(11, 12), Wove.weave("w", w -> {
            var ten = w.task("ten", () -> 10);
            var numbers = w.task("numbers", this::numbers);
            return w.each("e", ItemsOf.stream(numbers), List.of(ten), (n, in) -> n + in.get(ten));
        }));
        assertEquals(List.of(11), Wove.weave("w", w -> {
            var ten = w.task("ten", () -> 10);
            var numbers = w.task("numbers", () -> new Integer[] {1});
            return w.eachAsync(
                    "e",
                    ItemsOf.array(numbers),
                    List.of(ten),
                    (n, in) -> CompletableFuture.completedFuture(n + in.get(ten)));
        }));
        assertEquals(List.of(new Outcome.Succeeded<>(11)), Wove.weave("w", w -> {
            var ten = w.task("ten", () -> 10);
            var numbers = w.task("numbers", () -> Map.of(1, "one"));
            return w.eachSettled("e", ItemsOf.map(numbers), List.of(ten), (n, in) -> n.getKey() + in.get(ten));
        }));
        var sum = new AtomicInteger();
        assertEquals(2L, Wove.<Long, RuntimeException>weave("w", w -> {
            var ten = w.task("ten", () -> 10);
            var numbers = w.task("numbers", this::numbers);
            return w.forEach("e", ItemsOf.stream(numbers), ten, (n, more) -> sum.addAndGet(n + more));
        }));
        assertEquals(23, sum.get());
        assertEquals(2, closed.get());
    }

    @Test
    void aStreamThatATaskOfAWeaveClassMakesIsClosed() {
        assertEquals(List.of(2, 3), Wove.weave(new NextNumbers(closed), Given.nothing()));
        assertEquals(1, closed.get());
    }

    static final class NextNumbers extends Weave<List<Integer>> {
        private final AtomicInteger closed;

        NextNumbers(AtomicInteger closed) {
            this.closed = closed;
        }

        @Do
        Stream<Integer> numbers() {
            return Stream.of(1, 2).onClose(closed::incrementAndGet);
        }

        @Do(each = "numbers")
        int next(int number) {
            return number + 1;
        }
    }

    @Test
    void noItemsOfATaskAreNamed() {
        var thrown = assertThrows(
                PlanException.class, () -> Wove.weave("w", w -> w.each("e", (ItemsOf<String>) null, name -> name)));
        assertEquals(
                "The source of the items of task 'e' in weave 'w' is null.\n  Give it an empty list for no items.",
                thrown.getMessage());
    }

    @Test
    void linesOfAFileAreClosed(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("f"), List.of("a", "b"));
        for (int i = 0; i < 20; i++) {
            assertEquals(List.of("a", "b"), Wove.<List<String>, IOException>weave("w", w -> {
                var lines = w.task("lines", () -> Files.lines(file).onClose(closed::incrementAndGet));
                return w.each("e", ItemsOf.stream(lines), line -> line);
            }));
        }
        assertEquals(20, closed.get());
    }

    @Test
    void aStreamIsClosedWhenAnItemFails() {
        assertThrows(
                IOException.class,
                () -> Wove.weave(
                        "w",
                        w -> w.forEach("e", numbers(), n -> {
                            throw new IOException("x");
                        })));
        assertEquals(1, closed.get());
    }

    @Test
    void aStreamIsClosedAfterAMerge() {
        Wove.weave("w", w -> w.task("t", () -> Wove.<Integer, Integer, RuntimeException>merge("m", numbers(), n -> n)));
        assertEquals(1, closed.get());
    }

    @Test
    void aStreamIsClosedWhenTheBlockThrowsOrItsWeaveIsRefused() {
        var failure = new IOException("x");
        assertSame(
                failure,
                assertThrows(
                        IOException.class,
                        () -> Wove.weave("w", w -> {
                            w.each("e", numbers(), n -> n);
                            throw failure;
                        })));
        assertEquals(1, closed.get());
        assertThrows(
                PlanException.class,
                () -> Wove.plan("w", w -> {
                    w.task("e", () -> 1);
                    return w.each("e", numbers(), n -> n);
                }));
        assertEquals(2, closed.get());
    }

    @Test
    void aStreamIsClosedWhenItsFutureIsCancelled() throws Exception {
        var future = Wove.weaveAsync("w", w -> w.eachAsync("e", numbers(), n -> new CompletableFuture<Integer>()));
        future.cancel(true);
        future.stopped().join();
        assertEquals(1, closed.get());
    }
}
