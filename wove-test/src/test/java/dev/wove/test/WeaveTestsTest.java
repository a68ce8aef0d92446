package dev.wove.test;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.Backoff;
import dev.wove.Policy;
import dev.wove.TaskTimeoutException;
import dev.wove.WeaveOptions;
import dev.wove.java.Wove;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WeaveTestsTest {
    @Test
    void backoffOfABlockingWeaveTakesVirtualTime() {
        WeaveTests.virtualTime(time -> {
            var attempts = new AtomicInteger();
            var value = Wove.<String, RuntimeException>weave(
                    "flaky",
                    w -> w.with(Policy.retries(3).backoff(Backoff.constant(ofHours(1))))
                            .task("post", () -> {
                                if (attempts.incrementAndGet() < 4) {
                                    throw new IOException("down");
                                }
                                return "post";
                            }));
            assertEquals("post", value);
            assertEquals(ofHours(3), time.elapsed());
        });
    }

    @Test
    void aBlockingBodyThatSleepsTimesOutExactly() {
        WeaveTests.virtualTime(time -> {
            assertThrows(
                    TaskTimeoutException.class,
                    () -> Wove.weave(
                            "slow",
                            w -> w.with(Policy.timeout(ofSeconds(2))).task("slow", () -> {
                                time.sleep(ofHours(1));
                                return "late";
                            })));
            assertEquals(ofSeconds(2), time.elapsed());
        });
    }

    @Test
    void blockingBodiesSleepSideBySide() {
        WeaveTests.virtualTime(time -> {
            var sum = Wove.<Integer, RuntimeException>weave("sum", w -> {
                var a = w.task("a", () -> {
                    time.sleep(ofMinutes(3));
                    return 1;
                });
                var b = w.async("b", () -> time.after(ofMinutes(5), 2).thenApply(x -> x + 1));
                return w.task("sum", a, b, Integer::sum);
            });
            assertEquals(4, sum);
            assertEquals(ofMinutes(5), time.elapsed());
        });
    }

    @Test
    void aStageThatIsLateTimesOutAndIsRetried() {
        WeaveTests.virtualTime(time -> {
            var attempts = new AtomicInteger();
            var value = Wove.<String, RuntimeException>weave(
                    "stage",
                    w -> w.with(Policy.timeout(ofSeconds(1)).retries(1))
                            .async(
                                    "a",
                                    () -> attempts.incrementAndGet() == 1
                                            ? time.after(ofHours(1), "late")
                                            : CompletableFuture.completedFuture("soon")));
            assertEquals("soon", value);
            assertEquals(ofSeconds(1), time.elapsed());
        });
    }

    @Test
    void aFutureIsJoinedWhileTimePasses() throws Exception {
        WeaveTests.<Exception>virtualTime(time -> {
            var future = Wove.<List<Integer>>weaveAsync(
                    "items", w -> w.with(Policy.perMinute(60)).each("item", List.of(1, 2, 3), x -> 2 * x));
            assertEquals(List.of(2, 4, 6), time.letPass(future::join));
            assertEquals(ofSeconds(2), time.elapsed());
        });
    }

    @Test
    void aNestedWeaveInABlockingBodyLetsTimePass() {
        WeaveTests.virtualTime(time -> {
            var value = Wove.<Integer, RuntimeException>weave(
                    "outer",
                    w -> w.task(
                            "outer",
                            () -> Wove.<Integer, RuntimeException>weave(
                                    "inner",
                                    v -> v.task("inner", () -> {
                                        time.sleep(ofMinutes(1));
                                        return 1;
                                    }))));
            assertEquals(1, value);
            assertEquals(ofMinutes(1), time.elapsed());
        });
    }

    @Test
    void oneBodyWaitsForAnotherThatTakesTime() {
        WeaveTests.virtualTime(time -> {
            var done = new CountDownLatch(1);
            Wove.<Object, RuntimeException>weave("pair", w -> {
                var first = w.run("first", () -> {
                    time.sleep(ofMillis(300));
                    done.countDown();
                });
                var second = w.run(
                        "second",
                        () -> time.<Void>letPass(() -> {
                            done.await();
                            return null;
                        }));
                return w.task("both", first, second, (a, b) -> time.elapsed());
            });
            assertEquals(ofMillis(300), time.elapsed());
        });
    }

    @Test
    void theWeaveTimesOutInVirtualTime() {
        WeaveTests.virtualTime(time -> {
            assertThrows(
                    TaskTimeoutException.class,
                    () -> Wove.with(WeaveOptions.timeout(ofMinutes(10)))
                            .weave("w", w -> w.run("slow", () -> time.sleep(ofHours(1)))));
            assertEquals(ofMinutes(10), time.elapsed());
        });
    }

    @Test
    void whatTheTestThrowsComesOutAsItIs() {
        var down = new IOException("down");
        assertSame(
                down,
                assertThrows(
                        IOException.class,
                        () -> WeaveTests.<IOException>virtualTime(time -> {
                            throw down;
                        })));
    }
}
