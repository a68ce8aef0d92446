package dev.wove.remote.internal.stdio;

import static dev.wove.remote.Calls.call;
import static dev.wove.remote.Calls.run;
import static dev.wove.remote.StdioEnvironment.stdio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.Delivery;
import dev.wove.environment.DeliveryTimeoutException;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.PayloadTooLargeException;
import dev.wove.environment.RemoteTaskException;
import dev.wove.internal.delivery.DeliveredExecutor;
import dev.wove.remote.Calls;
import dev.wove.remote.Reports.NotFoundException;
import dev.wove.remote.Reports.Post;
import dev.wove.remote.Reports.Report;
import dev.wove.remote.StdioEnvironment;
import dev.wove.remote.TestContext;
import dev.wove.remote.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StdioTest {
    private final TestContext context = new TestContext();
    private EnvironmentExecutor executor;

    private EnvironmentExecutor started(StdioEnvironment environment) throws Exception {
        executor = environment.open();
        executor.start(context);
        return executor;
    }

    @AfterEach
    void close() {
        if (executor != null) {
            executor.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void tasksRunInAnotherProcessWhichStaysWarm() throws Exception {
        started(stdio(ChildMain.command()));
        long pid = (long) run(executor, "print", "printed by a handler\n{\"type\":\"pong\"}")
                .value();
        assertNotEquals(ProcessHandle.current().pid(), pid);
        assertEquals(pid, run(executor, "print", "again").value());
        assertEquals(
                new Report("Wéb 😀 [a, b]", 2),
                run(executor, "render", new Post(7, "Wéb 😀", List.of("a", "b")))
                        .value());
        assertInstanceOf(
                NotFoundException.class, run(executor, "fail", "declared").failure());
        assertInstanceOf(
                RemoteTaskException.class, run(executor, "fail", "undeclared").failure());
        assertEquals(100_000, ((String) run(executor, "large", 100_000).value()).length());
    }

    @Test
    void whatIsWrittenAroundTheWorkerIsDropped() throws Exception {
        started(stdio(ChildMain.command()));
        run(executor, "print", "fd").value();
        run(executor, "print", "fd").value();
        assertTrue(context.workers.size() == 1, "It is still the first");
    }

    @Test
    void sizesAreLimitedBothWays() throws Exception {
        started(stdio(ChildMain.command()));
        var tooLarge = call("print", "x".repeat(2 << 20));
        var thrown = assertThrows(PayloadTooLargeException.class, () -> executor.run(tooLarge, new Told()));
        assertEquals(1 << 20, thrown.limit());
        var result = assertInstanceOf(
                RemoteTaskException.class, run(executor, "large", 2 << 20).failure());
        assertFalse(result.retryable());
        assertTrue(result.getMessage().contains("is too large"), result.getMessage());
    }

    @Test
    void aCancelledBodyIsStoppedAndThatIsConfirmed() throws Exception {
        started(stdio(ChildMain.command()));
        var told = new Told();
        var run = Calls.start(executor, call("wait", "a"), told);
        told.worker.get(60, TimeUnit.SECONDS);
        run.cancel(CancelMode.REQUIRE_ACK);
        assertInstanceOf(Told.Cancelled.class, told.end());
    }

    @Test
    void runsOfAProcessThatIsKilledAreLostAndTheNextOneTakesOver() throws Exception {
        started(stdio(ChildMain.command()));
        long pid = (long) run(executor, "print", "").value();
        var told = run(executor, "wait", "a");
        told.worker.get(60, TimeUnit.SECONDS);
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
        assertEquals(Certainty.UNKNOWN, told.lost().whether());
        assertTrue(
                told.lost().why().getMessage().contains("has ended with status"),
                told.lost().why().getMessage());

        var first = context.workers.poll(60, TimeUnit.SECONDS);
        assertEquals("-" + first.substring(1), context.workers.poll(60, TimeUnit.SECONDS));
        var second = context.workers.poll(60, TimeUnit.SECONDS);
        assertNotEquals(first, second);
        assertNotEquals(pid, run(executor, "print", "").value());
    }

    @Test
    void aRunThatEndsItsProcessIsLost() throws Exception {
        started(stdio(ChildMain.command()));
        assertEquals(Certainty.UNKNOWN, run(executor, "print", "halt").lost().whether());
    }

    @Test
    void severalProcessesShareTheRuns() throws Exception {
        started(stdio(ChildMain.command()).processes(2));
        context.workers.poll(60, TimeUnit.SECONDS);
        context.workers.poll(60, TimeUnit.SECONDS);
        Set<String> workers = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            workers.add(run(executor, "wait", "a").worker.get(60, TimeUnit.SECONDS));
        }
        assertEquals(2, workers.size());
    }

    @Test
    void aCommandThatIsNoWorkerFailsTheStart() {
        var missing = assertThrows(EnvironmentException.class, () -> started(stdio("/no/such/command", "x")));
        assertTrue(missing.getMessage()
                .startsWith("Environment 'reports' cannot be used: its command cannot be started: "));
        assertTrue(missing.getMessage().endsWith("\n  The command is: /no/such/command, with 1 arguments."));
        var ends = assertThrows(EnvironmentException.class, () -> started(stdio("sh", "-c", "exit 5")));
        assertTrue(ends.getMessage().contains("has ended with status 5"), ends.getMessage());
        var talks = assertThrows(EnvironmentException.class, () -> started(stdio("yes")));
        assertTrue(talks.getMessage().contains("did not start"), talks.getMessage());
        var silent = stdio("sleep", "1000").startWithin(Duration.ofMillis(50));
        assertTrue(assertThrows(EnvironmentException.class, () -> started(silent))
                .getMessage()
                .contains("was not ready within 50 ms"));
    }

    @Test
    void anEnvironmentThatIsNotStartedRunsNothing() {
        var cold = stdio("sleep", "1000").open();
        assertThrows(IllegalStateException.class, () -> run(cold, "print", ""));
    }

    @Test
    void whatDoesNotEndByItselfIsKilledWhenTheEnvironmentCloses() throws Exception {
        started(stdio(ChildMain.command()));
        var pid = (long) run(executor, "print", "").value();
        var process = ProcessHandle.of(pid).orElseThrow();
        var told = run(executor, "wait", "stubborn");
        told.worker.get(60, TimeUnit.SECONDS);
        executor.close(Duration.ofMillis(100));
        process.onExit().get(60, TimeUnit.SECONDS);
        assertInstanceOf(Told.Lost.class, told.end());
        assertThrows(IllegalStateException.class, () -> run(executor, "print", ""));
    }

    @Test
    void aProcessThatIsToldToEndStopsItsRunsAndSaysSo() throws Exception {
        started(stdio(ChildMain.command()));
        long pid = (long) run(executor, "print", "").value();
        var told = run(executor, "wait", "a");
        told.worker.get(60, TimeUnit.SECONDS);
        ProcessHandle.of(pid).orElseThrow().destroy();
        assertEquals(Certainty.UNKNOWN, told.lost().whether());
        assertTrue(
                told.lost().why().getMessage().contains("has ended while it ran reports.wait"),
                told.lost().why().getMessage());
    }

    @Test
    void aProcessThatIsFrozenIsMissedAndWhatItSaysLaterIsDropped() throws Exception {
        var delivered = new DeliveredExecutor(stdio(ChildMain.command()).open());
        executor = delivered;
        delivered.start(context);
        long pid = (long) run(delivered, "print", "").value();
        var told = new Told();
        delivered.run(call("wait", "a").delivery(Delivery.heartbeat(Duration.ofMillis(600))), told);
        told.worker.get(60, TimeUnit.SECONDS);
        signal("STOP", pid);
        assertInstanceOf(DeliveryTimeoutException.class, told.failure());
        assertTrue(told.failure().getMessage().contains("was not heard of within 600 ms"));
        context.dropped.clear();
        signal("CONT", pid);
        var late = context.dropped.poll(60, TimeUnit.SECONDS);
        assertTrue(late.startsWith("An event of run "), late);
        assertEquals(pid, run(delivered, "print", "").value());
        assertTrue(told.said.stream().noneMatch(each -> each.startsWith("TWICE")));
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor());
    }

    @Test
    void aWorkerWhoseCoordinatorIsGoneEnds() throws Exception {
        var process = new ProcessBuilder(ChildMain.command())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var input = process.getOutputStream()) {
            input.write("""
                    {"type":"run_task","run_id":"s-1","task_id":"wait","handler":"reports.wait","args":["a"]}
                    """.getBytes(StandardCharsets.UTF_8));
            input.flush();
            var started = new LineReader(process.getInputStream(), 1000).next();
            assertTrue(new String(started, StandardCharsets.UTF_8).startsWith("{\"type\":\"task_started\""));
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }
}
