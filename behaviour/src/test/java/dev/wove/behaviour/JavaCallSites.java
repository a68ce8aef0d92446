package dev.wove.behaviour;

import dev.wove.java.Wove;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Weaves as a Java program writes them, called by the specs. */
public final class JavaCallSites {
    private JavaCallSites() {}

    public record Page(String author, int books) {}

    /** A blocking body and one with a stage that overlap, and a body that joins them. */
    public static Page blockingAndStage() {
        var bothRun = new CountDownLatch(2);
        return Wove.weave("page", w -> {
            var author = w.task("author", () -> {
                meet(bothRun);
                return "Ursula";
            });
            var books = w.async(
                    "books",
                    () -> CompletableFuture.supplyAsync(() -> {
                        meet(bothRun);
                        return 7;
                    }));
            return w.task("page", author, books, Page::new);
        });
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("alone");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A blocking weave inside a blocking body inside a blocking weave. */
    public static int blockingInBlocking() {
        return Wove.weave("outer", w -> {
            var one = w.task("one", () -> 1);
            var inner = w.task(
                    "inner",
                    one,
                    n -> Wove.<Integer, RuntimeException>weave("inner", v -> {
                        var two = v.task("two", () -> n + 1);
                        return v.task("three", two, m -> m + 1);
                    }));
            return w.task("sum", one, inner, Integer::sum);
        });
    }

    /** A method that is a body elsewhere and can still be called. */
    public static int plainFunction() {
        return 42;
    }

    public static int methodReferenceAsBody() {
        return Wove.<Integer, RuntimeException>weave("w", w -> w.task("a", JavaCallSites::plainFunction))
                + plainFunction();
    }
}
