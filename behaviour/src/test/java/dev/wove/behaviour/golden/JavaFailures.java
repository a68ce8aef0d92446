package dev.wove.behaviour.golden;

import static dev.wove.Policy.retries;
import static dev.wove.Policy.timeout;
import static dev.wove.Policy.workers;

import dev.wove.WeaveOptions;
import dev.wove.behaviour.harness.Gate;
import dev.wove.java.WeaveFuture;
import dev.wove.java.Wove;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The weaves of {@code KotlinFailures}, as a Java user may have written them. */
final class JavaFailures {
    private int calls;

    String plainTask() {
        return Wove.weave("post-page", w -> {
            var post = w.task("post", () -> 7);
            var author = w.task("author", post, JavaFailures::authorOf);
            return w.task("page", author, a -> "by " + a);
        });
    }

    private static String authorOf(int post) throws IOException {
        throw new IOException("no author of post " + post);
    }

    WeaveFuture<String> plainTaskAsync() {
        return Wove.weaveAsync("post-page", w -> {
            var post = w.task("post", () -> 7);
            return w.task("author", post, JavaFailures::authorOf);
        });
    }

    String mappedItem() {
        return Wove.weave("offers", w -> {
            var offers = w.with(workers(1)).each("offers", List.of("a", "b", "c"), JavaFailures::offerOf);
            return w.task("best", offers, all -> all.get(0));
        });
    }

    private static String offerOf(String book) throws IOException {
        if (book.equals("c")) {
            throw new IOException("no offer for " + book);
        }
        return book;
    }

    String retriedTask() {
        return Wove.weave("post-page", w -> w.with(retries(2)).task("post", this::flaky));
    }

    private String flaky() throws IOException {
        throw new IOException("connection reset in call " + ++calls);
    }

    String nestedWeave() {
        return Wove.weave("site", w -> {
            var id = w.task("id", () -> 7);
            return w.task("page", id, i -> page(i));
        });
    }

    private static String page(int id) {
        return Wove.weave("post-page", w -> w.task("author", () -> authorOf(id)));
    }

    String timeoutOfTask() {
        return Wove.weave(
                "post-page", w -> w.with(timeout(Duration.ofMillis(10))).task("author", JavaFailures::slow));
    }

    String timeoutOfAll() {
        return Wove.with(WeaveOptions.timeout(Duration.ofMillis(10))).weave("post-page", w -> {
            var author = w.task("author", JavaFailures::slow);
            return w.task("page", author, a -> a);
        });
    }

    private static String slow() throws InterruptedException {
        new CountDownLatch(1).await();
        return "never";
    }

    String cancelledCaller(Gate running) {
        return Wove.weave(
                "post-page",
                w -> w.task("author", () -> {
                    running.open();
                    return slow();
                }));
    }

    String twoTasks() {
        var running = new Gate();
        return Wove.weave("post-page", w -> {
            var ad = w.task("ad", () -> {
                running.open();
                try {
                    return slow();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("could not close the ad");
                }
            });
            var author = w.task("author", () -> {
                running.awaitOpen();
                return authorOf(7);
            });
            return w.task("page", ad, author, (a, b) -> a + b);
        });
    }
}
