package dev.wove.browser;

import static dev.wove.browser.MadeTrace.attempt;
import static dev.wove.browser.MadeTrace.waited;

import dev.wove.OnFailure;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.java.Wove;
import dev.wove.trace.Trace;
import dev.wove.trace.Wait;
import dev.wove.trace.WaitCause;
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

    /** Ten tasks that wait for all there is to wait for; nothing fails, but one attempt does. */
    static Trace allCauses() {
        var none = List.<Wait>of();
        return new MadeTrace("nightly")
                .task("orders", 0, 0, 120, none)
                .task("customers", 0, 30, 90, List.of(waited(WaitCause.SLOT, 0, 30)))
                .task("stock", 0, 40, 80, List.of(waited(WaitCause.BLOCKING_SLOT, 0, 40)))
                .task("prices", 120, 160, 230, List.of(waited(WaitCause.LIMITER, 120, 160)), "orders", "stock")
                .task("rates", 120, 180, 200, List.of(waited(WaitCause.RATE, 120, 180)), "orders")
                .task(
                        "invoices",
                        120,
                        List.of(attempt(1, 120, 150, false), attempt(2, 200, 260, true)),
                        List.of(waited(WaitCause.BACKOFF, 150, 200)),
                        "orders",
                        "customers")
                .task("letters", 260, 290, 330, List.of(waited(WaitCause.POOL, 260, 290)), "invoices", "customers")
                .task("audit", 230, 250, 300, List.of(waited(WaitCause.QUEUE, 230, 250)), "prices", "rates")
                .task("archive", 0, 10, 395, List.of(waited(WaitCause.INPUT, 20, 330)))
                .task("report", 330, 330, 400, none, "letters", "audit")
                .trace();
    }

    /** Eight steps one after the other, with two more beside each: wider than a small window from left to right. */
    static Trace longGraph() {
        var made = new MadeTrace("pipeline");
        for (int i = 0; i < 8; i++) {
            var inputs = i == 0 ? new String[0] : new String[] {"transform-step-" + (i - 1)};
            var none = List.<Wait>of();
            made.task("transform-step-" + i, 20 * i, 20 * i, 20 * i + 20, none, inputs)
                    .task("check-" + i, 20 * i, 20 * i, 20 * i + 10, none, inputs)
                    .task("log-" + i, 20 * i, 20 * i, 20 * i + 5, none, inputs);
        }
        return made.trace();
    }

    /** Takes real time, for bars to have a width. */
    private static int value(int millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }
}
