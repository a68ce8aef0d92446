package dev.wove.browser;

import dev.wove.OnFailure;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.java.Wove;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs to make reports of. */
final class Reports {
    /** Does harm in a page that does not keep what users write apart from itself. */
    static final String EVIL =
            "</script><script>document.title='taken over'</script><img src=http://localhost:1/x.png>";

    private Reports() {}

    /** Seven tasks with one of everything: a retry, items, a failure that is handled, one that is not, a weave inside. */
    static WeaveResult<?> small() {
        var tries = new AtomicInteger();
        return Wove.with(WeaveOptions.onFailure(OnFailure.CONTINUE).trace()).weaveResult("post-page", w -> {
            var post = w.task("post", () -> value(30));
            var ad = w.task("ad", () -> {
                Thread.sleep(5);
                throw new IllegalStateException("no ad: " + EVIL);
            });
            var author = w.with(Policy.retries(2)).task("author", post, p -> {
                Thread.sleep(20);
                if (tries.getAndIncrement() == 0) {
                    throw new IllegalStateException("busy");
                }
                return "Anni";
            });
            var ratings = w.with(Policy.workers(2)).each("ratings", List.of(1, 2, 3, 4, 5), i -> value(i * 4));
            w.task("audit", ad, a -> a);
            var related = w.task(
                    "related",
                    post,
                    p -> Wove.<List<Integer>, Exception>weave("search", inner -> {
                        var index = inner.task("index", () -> value(5));
                        return inner.task("hits", index, i -> List.of(i, value(3)));
                    }));
            return w.task("page", List.of(post, author, ratings, related, w.orNull(ad)), in -> value(8));
        });
    }

    /** The same again, quicker in one place, slower in another, and with other tasks. */
    static WeaveResult<?> smallLater() {
        return Wove.weaveResult("post-page", w -> {
            var post = w.task("post", () -> value(60));
            var author = w.task("author", post, p -> value(2));
            var comments = w.task("comments", post, p -> value(4));
            return w.task("page", post, author, comments, (p, a, c) -> value(8));
        });
    }

    static WeaveResult<?> evil() {
        return Wove.weaveResult(EVIL, w -> {
            var first = w.task(EVIL, () -> EVIL);
            return w.task("'\"><b>next", first, f -> {
                throw new IllegalStateException(EVIL);
            });
        });
    }

    /** {@code layers} times {@code width} tasks, each with two inputs in the layer before. */
    static WeaveResult<?> layered(int layers, int width) {
        return Wove.weaveResult("layered", w -> {
            List<Task<Integer>> before = List.of();
            for (int layer = 0; layer < layers; layer++) {
                var tasks = new ArrayList<Task<Integer>>();
                for (int i = 0; i < width; i++) {
                    var name = "layer-" + layer + "-task-" + i;
                    tasks.add(
                            layer == 0
                                    ? w.task(name, () -> 1)
                                    : w.task(
                                            name, before.get(i), before.get((i + 1) % width), (a, b) -> (a + b) % 100));
                }
                before = tasks;
            }
            return before.get(0);
        });
    }

    /** Tasks that follow each other. */
    static WeaveResult<?> chain(int length) {
        return Wove.weaveResult("chain", w -> {
            var last = w.task("step-0", () -> 0);
            for (int i = 1; i < length; i++) {
                last = w.task("step-" + i, last, n -> n + 1);
            }
            return last;
        });
    }

    private static int value(int millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }
}
