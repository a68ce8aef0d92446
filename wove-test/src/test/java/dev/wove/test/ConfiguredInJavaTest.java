package dev.wove.test;

import static dev.wove.test.WeaveTests.configured;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.Plan;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.config.ConfigurationException;
import dev.wove.config.WoveConfiguration;
import dev.wove.java.Wove;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConfiguredInJavaTest {
    private final AtomicInteger attempts = new AtomicInteger();

    private int flaky() throws IOException {
        if (attempts.incrementAndGet() == 1) {
            throw new IOException("first");
        }
        return attempts.get();
    }

    @Test
    void everyEntryHasWhatTheBlockSays() throws Exception {
        configured(c -> c.task(Policy.retries(1)), () -> {
            assertEquals(2, Wove.<Integer, IOException>weave("w", w -> w.task("a", this::flaky)));
            attempts.set(0);
            assertEquals(2, Wove.weaveAsync("w", w -> w.task("a", this::flaky)).join());
            attempts.set(0);
            assertEquals(2, Wove.weaveResult("w", w -> w.task("a", this::flaky)).value());
            attempts.set(0);
            assertEquals(2, Wove.launchWeave("w", w -> w.task("a", this::flaky)).join());
            attempts.set(0);
            Plan<Integer> plan = Wove.plan("w", w -> w.task("a", this::flaky));
            assertEquals(2, Wove.<Integer, IOException>run(plan));
            attempts.set(0);
            try (var scope = Wove.taskScope()) {
                assertEquals(2, scope.start(this::flaky).join());
            }
            attempts.set(0);
            int merged = Wove.weave(
                    "w",
                    w -> w.task(
                            "a",
                            () -> Wove.merge("m", List.of(1), one -> flaky()).get(0)));
            assertEquals(2, merged);
        });
    }

    @Test
    void aPlanKeepsTheConfigurationThatItWasDeclaredWith() throws Exception {
        Plan<Integer> plan =
                configured(c -> c.task(Policy.retries(1)), () -> Wove.plan("w", w -> w.task("a", this::flaky)));
        assertEquals(2, Wove.<Integer, Exception>run(plan));
    }

    @Test
    void aBlockEndsWithWhatItReturnsAndWhatItThrows() {
        assertEquals(
                3,
                configured(
                        c -> c.workers(3),
                        () -> WoveConfiguration.current().weave("w").workers()));
        assertNull(WoveConfiguration.current().weave("w").workers());
        var failure = new IOException("x");
        var thrown = assertThrows(
                IOException.class,
                () -> configured(c -> c.workers(3), () -> {
                    throw failure;
                }));
        assertSame(failure, thrown);
        assertNull(WoveConfiguration.current().weave("w").workers());
    }

    @Test
    void whatCannotBeIsTold() {
        var problem = assertThrows(
                ConfigurationException.class, () -> configured(c -> c.task(Policy.named("partner")), () -> {}));
        assertEquals(
                "The default of wove.task names policy 'partner', which the configuration does not have.\n  It has none.",
                problem.getMessage());
    }

    @Test
    void blocksOfOtherThreadsAreNotSeen() throws ExecutionException, InterruptedException {
        var threads = Executors.newFixedThreadPool(4);
        try {
            var seen = new ArrayList<Future<Integer>>();
            for (int i = 1; i <= 100; i++) {
                int workers = i;
                seen.add(threads.submit(() -> configured(
                        c -> c.weave(WeaveOptions.workers(workers)),
                        () -> Wove.weave(
                                "w",
                                w -> w.task(
                                        "a",
                                        () -> WoveConfiguration.current()
                                                .weave("inner")
                                                .workers())))));
            }
            for (int i = 0; i < seen.size(); i++) {
                assertEquals(i + 1, seen.get(i).get());
            }
        } finally {
            threads.shutdown();
        }
    }
}
