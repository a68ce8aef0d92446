package dev.wove.behaviour.golden;

import dev.wove.behaviour.harness.Gate;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All that a Java user sees of a failure; the texts are in {@code golden/java}. */
class JavaFailureTextTest {
    private final JavaFailures weaves = new JavaFailures();

    @Test
    @DisplayName("rule-7 a failure in a plain task")
    void plainTask() {
        check("plain-task", weaves::plainTask);
    }

    @Test
    @DisplayName("rule-7 a failure in a plain task, through a future")
    void plainTaskAsync() {
        check("plain-task-async", () -> weaves.plainTaskAsync().join());
    }

    @Test
    @DisplayName("rule-7 a failure of an item")
    void mappedItem() {
        check("mapped-item", weaves::mappedItem);
    }

    @Test
    @DisplayName("rule-7 rule-10 a failure of a task that was tried again")
    void retriedTask() {
        check("retried-task", weaves::retriedTask);
    }

    @Test
    @DisplayName("rule-7 a failure in a nested weave")
    void nestedWeave() {
        check("nested-weave", weaves::nestedWeave);
    }

    @Test
    @DisplayName("rule-11 a timeout of a task")
    void timeoutOfTask() {
        check("timeout", weaves::timeoutOfTask);
    }

    @Test
    @DisplayName("rule-11 a timeout of a weave")
    void timeoutOfAll() {
        check("timeout-of-all", weaves::timeoutOfAll);
    }

    @Test
    @DisplayName("rule-15 a caller that is interrupted")
    void cancelledCaller() throws Exception {
        var running = new Gate();
        var thrown = new AtomicReference<Throwable>();
        var caller = new Thread(() -> thrown.set(thrownBy(() -> weaves.cancelledCaller(running))));
        caller.start();
        running.awaitOpen();
        caller.interrupt();
        caller.join();
        check("cancelled-caller", thrown.get());
    }

    @Test
    @DisplayName("rule-4 a failure while others are stopped")
    void twoTasks() {
        check("two-tasks", weaves::twoTasks);
    }

    private static void check(String name, Callable<?> weave) {
        check(name, thrownBy(weave));
    }

    private static void check(String name, Throwable thrown) {
        Golden.INSTANCE.check("java/" + name, Golden.INSTANCE.stackTraceOf(thrown, "JavaFailures."));
    }

    private static Throwable thrownBy(Callable<?> weave) {
        try {
            weave.call();
        } catch (Throwable e) {
            return e;
        }
        return new AssertionError("nothing was thrown");
    }
}
