package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wove.Limiter;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.java.WeaveFuture;
import dev.wove.java.Wove;
import dev.wove.test.VirtualTime;
import dev.wove.test.WeaveTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The starts of calls that a Java program cancels while they wait for a limiter. */
@Timeout(60)
class PaceInJavaTest {
    private final Limiter limiter = Limiter.perMinute(60);
    private final Policy.Builder limited = Policy.limit(limiter);
    private final ConcurrentLinkedQueue<Long> starts = new ConcurrentLinkedQueue<>();

    private int start(VirtualTime time) {
        starts.add(time.elapsed().toMillis());
        return starts.size();
    }

    private void next(VirtualTime time) {
        Wove.weave("next", w -> w.with(limited).task("t", () -> start(time)));
        assertEquals(List.of(0L, 1_000L, 2_000L), List.copyOf(starts));
    }

    @Test
    @DisplayName("futures that are cancelled leave their starts to the next weave")
    void futures() throws Exception {
        WeaveTests.virtualTime(time -> {
            var futures = new ArrayList<WeaveFuture<Integer>>();
            for (int i = 0; i < 20; i++) {
                futures.add(Wove.weaveAsync("w" + i, w -> w.with(limited).task("t", () -> start(time))));
            }
            time.sleep(Duration.ofMillis(1_500));
            futures.forEach(future -> future.cancel(true));
            next(time);
        });
    }

    @Test
    @DisplayName("tasks that are cancelled alone leave their starts to the next weave")
    void tasks() throws Exception {
        WeaveTests.virtualTime(time -> {
            var tasks = new ArrayList<Task<Integer>>();
            var live = Wove.launchWeave("w", w -> {
                for (int i = 0; i < 20; i++) {
                    tasks.add(w.with(limited).task("t" + i, () -> start(time)));
                }
                return w.task("end", () -> 0);
            });
            time.sleep(Duration.ofMillis(1_500));
            tasks.forEach(task -> live.future(task).cancel(true));
            next(time);
        });
    }
}
