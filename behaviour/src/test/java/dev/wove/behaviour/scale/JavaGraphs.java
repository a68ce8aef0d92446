package dev.wove.behaviour.scale;

import static dev.wove.Policy.onCaller;
import static dev.wove.Policy.workers;

import dev.wove.Task;
import dev.wove.java.Wove;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** Large graphs as Java writes them. */
final class JavaGraphs {
    private JavaGraphs() {}

    /** A chain of {@code tasks} that counts its tasks. */
    static long chain(int tasks) {
        return Wove.<Long, RuntimeException>weave("chain", w -> {
            var here = w.with(onCaller());
            Task<Long> last = here.task("t0", () -> 1L);
            for (int i = 1; i < tasks; i++) {
                last = here.task("t" + i, last, count -> count + 1);
            }
            return last;
        });
    }

    /** One task that {@code tasks} others need, and one that needs all of them and sums up their numbers. */
    static long fan(int tasks) {
        return Wove.<Long, RuntimeException>weave("fan", w -> {
            var first = w.task("first", () -> 1L);
            var all = new ArrayList<Task<Long>>(tasks);
            for (int i = 0; i < tasks; i++) {
                long number = i;
                all.add(w.task("t" + i, first, one -> one + number));
            }
            return w.with(onCaller()).task("sum", all, in -> {
                long sum = 0;
                for (var each : all) {
                    sum += in.get(each);
                }
                return sum;
            });
        });
    }

    /** Layers of 1000 tasks whose stages are done, each with two inputs. The value is the number of tasks. */
    static long layers(int tasks) {
        int width = 1000;
        var ran = new LongAdder();
        return Wove.<Long, RuntimeException>weave("layers", w -> {
            var layer = new ArrayList<Task<Integer>>();
            for (int i = 0; i < width; i++) {
                layer.add(w.async("first-" + i, () -> done(ran)));
            }
            for (int done = width; done < tasks; done += width) {
                var above = layer;
                layer = new ArrayList<>();
                for (int i = 0; i < width; i++) {
                    layer.add(w.async(
                            "t" + (done + i), above.get(i), above.get((i + 1) % width), (left, right) -> done(ran)));
                }
            }
            return w.with(onCaller()).task("count", layer, in -> ran.sum());
        });
    }

    private static CompletableFuture<Integer> done(LongAdder ran) {
        ran.increment();
        return CompletableFuture.completedFuture(1);
    }

    /** The sum of the numbers below {@code items}, drawn one by one. */
    static long sumOf(long items) {
        var sum = new LongAdder();
        long count = Wove.<Long, RuntimeException>weave(
                "items",
                w -> w.with(workers(8).onCaller())
                        .forEach("sum", LongStream.range(0, items).boxed(), sum::add));
        if (count != items) {
            throw new AssertionError(count + " of " + items + " items");
        }
        return sum.sum();
    }
}
