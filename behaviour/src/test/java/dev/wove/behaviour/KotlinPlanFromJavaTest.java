package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.TaskKind;
import dev.wove.behaviour.graph.KotlinPlans;
import dev.wove.java.Wove;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A plan that was declared in Kotlin, suspending bodies and all, is run from Java. */
class KotlinPlanFromJavaTest {
    @Test
    void runsAnyNumberOfTimesThroughEveryEntry() throws Exception {
        var plan = KotlinPlans.greeting("Ursula");
        String first = Wove.run(plan);
        assertEquals("hello Ursula 6", first);
        assertEquals("hello Ursula 6", Wove.runAsync(plan).get(1, TimeUnit.MINUTES));
        var result = Wove.runForResult(plan);
        assertEquals("hello Ursula 6", result.value());
        assertEquals(List.of("hello", "who", "letters", "greeting"), result.names());
        assertEquals(TaskKind.SUSPENDING, plan.task("hello").kind());
        assertEquals(List.of("hello", "who", "letters"), plan.task("greeting").inputs());
    }

    @Test
    void throwsTheExceptionOfTheBody() {
        var failure = new IOException("no");
        var plan = KotlinPlans.failing(failure);
        try {
            Wove.<Integer, IOException>run(plan);
            throw new AssertionError("not thrown");
        } catch (IOException e) {
            assertSame(failure, e);
        }
        var future = Wove.runAsync(plan);
        assertSame(
                failure, assertThrows(CompletionException.class, future::join).getCause());
        assertSame(failure, Wove.runForResult(plan).failure());
    }
}
