package dev.wove.behaviour.stall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.StallReport;
import dev.wove.StallReport.Wait;
import dev.wove.WeaveOptions;
import dev.wove.behaviour.harness.Gate;
import dev.wove.java.LiveWeave;
import dev.wove.java.Wove;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The seeded stalls that look different in Java. */
class StallInJavaTest {
    /** Asks until the weave stands as it is going to, which takes a moment after its bodies have begun. */
    private static StallReport once(Supplier<StallReport> report, Predicate<StallReport> isStalled) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            var now = report.get();
            if (isStalled.test(now)) {
                return now;
            }
            assertTrue(System.nanoTime() - end < 0, now::toString);
            Thread.onSpinWait();
        }
    }

    private static boolean waits(StallReport report, String task, Wait what) {
        return report.pending().stream().anyMatch(each -> each.task().equals(task) && each.waitsFor() == what);
    }

    private static boolean isIn(StallReport.Pending task, String method) {
        return task.stack().stream().anyMatch(frame -> frame.getMethodName().equals(method));
    }

    @Test
    @DisplayName("a future nobody completes: the task whose body returned it")
    void futureNobodyCompletes() {
        var nobody = new CompletableFuture<Integer>();
        LiveWeave<Integer> weave = Wove.launchWeave("offers", w -> {
            var price = w.async("price", () -> nobody);
            return w.task("offer", price, p -> p + 1);
        });
        var report = once(weave::stallReport, r -> waits(r, "price", Wait.STAGE));
        assertEquals("""
                Weave 'offers' has run for TIME: 0 of 2 tasks have ended.
                  price  waits for the stage that its body returned, started TIME ago
                  offer  waits for its inputs: price""", report.toString().replaceAll("\\d+(\\.\\d+)? m?s\\b", "TIME"));
        nobody.complete(1);
        assertEquals(2, weave.join());
    }

    @Test
    @DisplayName("a task awaiting itself through its own future: where it joins")
    void awaitsItself() {
        var handle = new CompletableFuture<LiveWeave<Integer>>();
        LiveWeave<Integer> weave = Wove.launchWeave(
                "offers",
                w -> w.task(
                        "price", () -> (Integer) handle.join().future("price").get()));
        handle.complete(weave);
        var report = once(weave::stallReport, r -> waits(r, "price", Wait.BODY) && isIn(r.pending("price"), "get"));
        assertEquals("offers/price", report.pending("price").thread());
        weave.cancel();
        weave.future().stopped().join();
    }

    @Test
    @DisplayName("a blocking weave nested on a full pool: the bodies that wait for the pool, by name")
    void fullPool() throws Exception {
        var pool = Executors.newFixedThreadPool(1);
        try {
            var asked = new Gate();
            var outer = pool.submit(() -> Wove.with(WeaveOptions.stallAfter(Duration.ofHours(1)))
                    .<Integer, Exception>weave(
                            "full-pool",
                            w -> w.task("page", () -> {
                                var inner = pool.submit(
                                        () -> Wove.<Integer, Exception>weave("inner", v -> v.task("a", () -> 1)));
                                asked.open();
                                return inner.get();
                            })));
            asked.awaitOpen();
            var report = once(
                    () -> StallReport.ofAll().stream()
                            .filter(each -> each.weave().equals("full-pool"))
                            .findFirst()
                            .orElseThrow(),
                    r -> waits(r, "page", Wait.BODY) && isIn(r.pending("page"), "get"));
            assertTrue(report.toString().contains("page  runs on thread 'full-pool/page'"), report::toString);
            assertTrue(report.toString().contains("StallInJavaTest.java:"), report::toString);
            // The one thread of the pool waits for 'page', which waits for a thread of the pool.
            outer.cancel(true);
        } finally {
            pool.shutdownNow();
            assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
        }
    }

    @Test
    @DisplayName("a weave that runs as a future reports, too")
    void ofFuture() {
        var gate = new Gate();
        var future = Wove.weaveAsync(
                "offers",
                w -> w.task("price", () -> {
                    gate.awaitOpen();
                    return 1;
                }));
        once(future::stallReport, r -> waits(r, "price", Wait.BODY));
        gate.open();
        assertEquals(1, future.join());
    }

    @Test
    @DisplayName("a body that joins another task: which one, and where it is")
    void joinsAnother() {
        var gate = new Gate();
        try (var scope = Wove.taskScope()) {
            var price = scope.start(() -> {
                gate.awaitOpen();
                return 1;
            });
            var offer = scope.start(() -> price.join() + 1);
            var report = once(
                    () -> StallReport.ofAll().stream()
                            .filter(each -> each.pending().stream()
                                    .anyMatch(task -> task.task().equals(offer.name())))
                            .findFirst()
                            .orElseThrow(),
                    r -> waits(r, offer.name(), Wait.TASK));
            assertEquals(List.of(price.name()), report.pending(offer.name()).on());
            assertTrue(isIn(report.pending(offer.name()), "join"), report::toString);
            gate.open();
            assertEquals(2, offer.join());
        }
    }
}
