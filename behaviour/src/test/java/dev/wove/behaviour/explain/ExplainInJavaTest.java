package dev.wove.behaviour.explain;

import static dev.wove.Policy.retries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Plan;
import dev.wove.PlanException;
import dev.wove.Policy;
import dev.wove.Weave;
import dev.wove.java.Wove;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a Java user sees of a plan. */
class ExplainInJavaTest {
    private static Plan<String> plan() {
        return Wove.plan("offers", w -> {
            var books = w.task("books", () -> List.of("a", "b"));
            var rates = w.async("rates", () -> CompletableFuture.completedFuture(2));
            var offers = w.with(retries(2).timeout(Duration.ofMillis(1500))).each("offers", books, String::length);
            var fees = w.each("fees", List.of(1, 2, 3), fee -> fee * 2);
            var audit = w.with(Policy.onCaller()).run("audit", books, b -> {});
            return w.after(audit).task("cheapest", List.of(offers, fees, w.orNull(rates)), in -> "a");
        });
    }

    @Test
    @DisplayName("B01 B02 B03 B05 explain gives the tasks with kinds, mapping, inputs, dependents, options and levels")
    void explains() {
        assertEquals("""
                Weave 'offers': 6 tasks, returns 'cheapest'

                  task      kind      mapped             inputs                                    dependents     runs on           options
                  books     blocking                     -                                         offers, audit  own thread
                  rates     stage                        -                                         cheapest       caller's context
                  offers    blocking  each over books    books                                     cheapest       own thread        retries 2, timeout 1.5 s
                  fees      blocking  each over 3 items  -                                         cheapest       own thread
                  audit     blocking                     books                                     cheapest       caller's thread   onCaller
                  cheapest  blocking                     offers, fees, orNull(rates), after audit  -              own thread

                Levels (a task starts as soon as its own inputs are ready):
                  1  books, rates, fees
                  2  offers, audit
                  3  cheapest
                """, plan().explain());
    }

    @Test
    @DisplayName("B10 printing changes nothing")
    void changesNothing() {
        var plan = plan();
        var tasks = plan.tasks();
        var texts = List.of(plan.explain(), plan.toMermaid(), plan.toDot());
        assertEquals(tasks, plan.tasks());
        assertEquals("a", Wove.run(plan));
        assertEquals(texts, List.of(plan.explain(), plan.toMermaid(), plan.toDot()));
        assertTrue(plan.toMermaid().contains("t1 -->|orNull| t5"));
        assertTrue(plan.toDot().contains("\"audit\" -> \"cheapest\" [label=\"after\", style=dashed];"));
    }

    @Test
    @DisplayName("B06 a weave without tasks is refused, and the message says so")
    void noTasks() {
        class Empty extends Weave<Integer> {}
        var refused = assertThrows(PlanException.class, () -> Wove.plan(new Empty()));
        assertTrue(String.valueOf(refused.getMessage()).contains("declares no task"), refused.getMessage());
    }
}
