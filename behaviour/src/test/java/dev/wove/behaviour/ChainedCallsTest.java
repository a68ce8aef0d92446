package dev.wove.behaviour;

import static dev.wove.OnFailure.CONTINUE;
import static dev.wove.Policy.policy;
import static dev.wove.WeaveOptions.options;
import static dev.wove.java.Given.given;
import static dev.wove.java.Tasks.taskOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.BackgroundWeaves;
import dev.wove.Do;
import dev.wove.Policy;
import dev.wove.Weave;
import dev.wove.WeaveOptions;
import dev.wove.java.Wove;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Options and orders that are given one after the other add up. */
@Timeout(60)
class ChainedCallsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    @DisplayName("after(a).after(b) waits for both")
    void after() {
        var plan = Wove.plan("w", w -> {
            var a = w.task("a", () -> 1);
            var b = w.task("b", () -> 2);
            var c = w.task("c", () -> 3);
            return w.after(a).after(b, c).task("d", () -> 4);
        });
        assertEquals(List.of("a", "b", "c"), plan.task("d").inputs());
    }

    @Test
    @DisplayName("with(retries).with(timeout) gives both, and what is given later wins")
    void with() {
        var plan = Wove.plan("w", w -> {
            var a = w.task("a", () -> 1);
            return w.with(Policy.retries(3).timeout(LONG))
                    .after(a)
                    .with(Policy.retries(0).deadline(LONG))
                    .task("b", () -> 2);
        });
        assertEquals(List.of("a"), plan.task("b").inputs());
        assertEquals(
                Policy.retries(0).timeout(LONG).deadline(LONG), plan.task("b").policy());
    }

    static class Shop extends Weave<Integer> {
        @Do(retries = 2)
        int price() {
            return 1;
        }

        @Do
        int rate() {
            return 2;
        }

        @Do
        int total(int price, int rate) {
            return price * rate;
        }
    }

    @Test
    @DisplayName("they add up where a weave class is overridden")
    void inClass() {
        var plan = Wove.plan(new Shop(), given(Map.of()), w -> {
            var first = w.task("first", () -> 1);
            var second = w.task("second", () -> 2);
            w.after(first)
                    .after(second)
                    .with(Policy.timeout(LONG))
                    .with(Policy.deadline(LONG))
                    .override(taskOf(Shop::price))
                    .with(() -> 7);
        });
        assertEquals(List.of("first", "second"), plan.task("price").inputs());
        assertEquals(
                Policy.retries(2).timeout(LONG).deadline(LONG),
                plan.task("price").policy());
    }

    @Test
    @DisplayName("a call of a scope waits for all that after named")
    void inScope() {
        try (var scope = Wove.with(WeaveOptions.onFailure(CONTINUE)).taskScope()) {
            var a = scope.start(() -> {
                throw new IOException("a");
            });
            var b = scope.start(() -> 2);
            var c = scope.after(a).after(b).start(() -> 3);
            assertEquals("a", assertThrows(IOException.class, c::join).getMessage());
        }
    }

    @Test
    @DisplayName("a call of a scope has all options that it was given")
    void optionsInScope() {
        var attempts = new AtomicInteger();
        try (var scope = Wove.taskScope()) {
            var call = scope.with(Policy.retries(2)).with(Policy.timeout(LONG)).start(() -> {
                if (attempts.incrementAndGet() < 3) {
                    throw new IOException("once more");
                }
                return attempts.get();
            });
            assertEquals(3, call.join());
        }
    }

    @Test
    @DisplayName("options of weaves add up, and what is given later wins")
    void optionsOfWeaves() {
        var plan = Wove.with(WeaveOptions.workers(3).maxBlocking(2))
                .with(WeaveOptions.workers(8))
                .named("w")
                .with(WeaveOptions.timeout(LONG))
                .plan("w", w -> w.task("a", () -> 1));
        assertTrue(plan.explain().contains("workers 8, maxBlocking 2, timeout 60 s"), plan.explain());
    }

    @Test
    @DisplayName("options of background weaves add up")
    void optionsInBackground() {
        var told = new ConcurrentLinkedQueue<String>();
        try (var background = BackgroundWeaves.withGrace(LONG)) {
            Wove.in(background)
                    .with(WeaveOptions.listener(event -> told.add("first")))
                    .with(WeaveOptions.listener(event -> told.add("second")))
                    .launchWeave("w", w -> w.task("a", () -> 1))
                    .join();
        }
        assertEquals(List.of("first", "second"), List.copyOf(told).subList(0, 2));
    }

    @Test
    @DisplayName("every task of a weave has the policy that the weave was given, and what the task says wins")
    void policyOfWeave() {
        var plan = Wove.with(Policy.retries(3))
                .with(policy().timeout(LONG))
                .with(options().workers(8))
                .plan("w", w -> {
                    w.with(Policy.retries(0)).task("a", () -> 1);
                    return w.task("b", () -> 2);
                });
        assertEquals(Policy.retries(0).timeout(LONG), plan.task("a").policy());
        assertEquals(Policy.retries(3).timeout(LONG), plan.task("b").policy());
        assertTrue(plan.explain().contains("workers 8"), plan.explain());
    }

    @Test
    @DisplayName("a merge has all options that it was given")
    void merge() {
        var attempts = new AtomicInteger();
        var thrown = assertThrows(
                IOException.class,
                () -> Wove.weave(
                        "w",
                        w -> w.task(
                                "a",
                                () -> Wove.with(Policy.retries(2))
                                        .with(Policy.timeout(LONG))
                                        .merge("m", () -> {
                                            throw new IOException("attempt " + attempts.incrementAndGet());
                                        }))));
        assertEquals("attempt 3", thrown.getMessage());
    }
}
