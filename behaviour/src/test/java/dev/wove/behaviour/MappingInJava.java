package dev.wove.behaviour;

import dev.wove.java.Wove;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Mapped tasks as Java writes them. */
final class MappingInJava {
    private MappingInJava() {}

    static List<Integer> streams() {
        return Wove.weave("streams", w -> w.each("doubled", Stream.of(1, 2, 3), x -> 2 * x));
    }

    static List<String> maps() {
        return Wove.weave(
                "maps",
                w -> w.each(
                        "entries", Map.of("a", 1), (Map.Entry<String, Integer> e) -> e.getKey() + "=" + e.getValue()));
    }

    static List<Integer> arrays() {
        return Wove.weave("arrays", w -> w.each("tens", new Integer[] {1, 2}, x -> 10 * x));
    }

    static List<String> sets() {
        return Wove.weave("sets", w -> {
            var names = w.task("names", () -> Set.of("x"));
            return w.each("loud", names, name -> name + "!");
        });
    }

    static List<Integer> stages() {
        return Wove.weave(
                "stages", w -> w.eachAsync("next", List.of(1, 2), x -> CompletableFuture.supplyAsync(() -> x + 1)));
    }

    static long counted(Stream<Integer> items) {
        return Wove.<Long, RuntimeException>weave("counted", w -> w.forEach("each", items, x -> {}));
    }

    static List<Integer> pipelined() {
        var held = new CountDownLatch(1);
        return Wove.weave("pipeline", w -> {
            var first = w.each("first", List.of(0, 1), x -> {
                if (x == 1) {
                    held.await();
                }
                return x;
            });
            return w.each("next", first, x -> {
                if (x == 0) {
                    held.countDown();
                }
                return 10 * x;
            });
        });
    }
}
