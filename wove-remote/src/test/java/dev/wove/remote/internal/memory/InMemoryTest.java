package dev.wove.remote.internal.memory;

import static dev.wove.remote.Calls.call;
import static dev.wove.remote.Calls.run;
import static dev.wove.remote.FrameKind.CANCEL;
import static dev.wove.remote.FrameKind.RESULT;
import static dev.wove.remote.FrameKind.RUN;
import static dev.wove.remote.InMemoryEnvironment.inMemory;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.remote.Calls;
import dev.wove.remote.InMemoryEnvironment;
import dev.wove.remote.ManualClock;
import dev.wove.remote.Reports;
import dev.wove.remote.Reports.Post;
import dev.wove.remote.Reports.Report;
import dev.wove.remote.TestContext;
import dev.wove.remote.TestReports;
import dev.wove.remote.Told;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InMemoryTest {
    private final TestReports reports = new TestReports();
    private final InMemoryEnvironment environment = inMemory().serve(Reports.class, reports);
    private final TestContext context = new TestContext();
    private final EnvironmentExecutor executor = environment.open();

    private void start() throws Exception {
        executor.start(context);
    }

    @AfterEach
    void close() {
        reports.gate.countDown();
        executor.close();
    }

    private String said() throws InterruptedException {
        return reports.said.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void valuesGoThroughCodecsBothWays() throws Exception {
        start();
        assertEquals(
                new Report("Web [a]", 1),
                run(executor, "render", new Post(7, "Web", List.of("a"))).value());
        assertNull(run(executor, "drop", 7).value());
        assertThrows(IllegalArgumentException.class, () -> run(executor, "drop", "seven"));
    }

    @Test
    void itIsStartedFirst() {
        assertThrows(IllegalStateException.class, () -> run(executor, "drop", 7));
    }

    @Test
    void everythingTakesItsTimeOnTheWay() throws Exception {
        var clock = new ManualClock();
        environment.delay(Duration.ofMillis(20));
        executor.start(context.clock(clock.asEnvironmentClock()));
        var told = run(executor, "drop", 7);
        assertEquals("sent", told.next());
        clock.advance(Duration.ofMillis(19));
        assertTrue(reports.said.isEmpty());
        clock.advance(Duration.ofMillis(1));
        assertEquals("dropped 7", said());
        while (told.said.isEmpty()) {
            clock.advance(Duration.ofMillis(1));
            Thread.onSpinWait();
        }
        assertEquals("started", told.next());
    }

    @Test
    void aLostResultIsAnsweredFromMemoryWhenTheRunIsSentAgain() throws Exception {
        start();
        environment.drop(RESULT, 1);
        var told = new Told();
        var run = executor.run(call("drop", 7), told);
        assertEquals("dropped 7", said());
        while (environment.running() > 0) {
            Thread.onSpinWait();
        }
        run.resend();
        assertNull(told.value());
        assertTrue(reports.said.isEmpty(), "It ran once");
    }

    @Test
    void whatComesTwiceCountsOnce() throws Exception {
        start();
        environment.duplicate(RUN, 1).duplicate(RESULT, 1);
        var told = run(executor, "drop", 7);
        assertNull(told.value());
        assertTrue(context.dropped.poll(30, TimeUnit.SECONDS).startsWith("An event of run "));
        assertEquals("dropped 7", said());
        assertTrue(reports.said.isEmpty());
        assertTrue(told.said.stream().noneMatch(each -> each.startsWith("TWICE")));
    }

    @Test
    void aCancelThatOvertakesItsRunKeepsItFromStarting() throws Exception {
        start();
        environment.reorder(1);
        var told = new Told();
        var run = executor.run(call("wait", "a"), told);
        run.cancel(CancelMode.REQUIRE_ACK);
        assertInstanceOf(Told.Cancelled.class, told.end());
        assertTrue(reports.said.isEmpty());
    }

    @Test
    void aCancelThatIsLostCanBeSentAgain() throws Exception {
        start();
        environment.drop(CANCEL, 1);
        var told = new Told();
        var run = executor.run(call("wait", "a"), told);
        assertEquals("began a", said());
        run.cancel(CancelMode.REQUIRE_ACK);
        assertEquals(1, environment.running());
        run.cancel(CancelMode.REQUIRE_ACK);
        assertInstanceOf(Told.Cancelled.class, told.end());
    }

    @Test
    void nothingPassesWhileItIsFrozen() throws Exception {
        start();
        environment.freeze();
        var told = run(executor, "drop", 7);
        assertEquals("sent", told.next());
        assertTrue(reports.said.isEmpty());
        environment.thaw();
        assertNull(told.value());
    }

    @Test
    void runsOfAKilledWorkerAreLostAndTheNextOneIsThereAtOnce() throws Exception {
        start();
        var told = run(executor, "wait", "a");
        assertEquals("memory-1", told.worker.get(30, TimeUnit.SECONDS));
        environment.kill();
        assertEquals(Certainty.UNKNOWN, told.lost().whether());
        var next = run(executor, "drop", 7);
        assertNull(next.value());
        assertEquals("memory-2", next.worker.get());
        assertEquals(List.of("+memory-1", "+memory-2", "-memory-1"), List.copyOf(context.workers));
    }

    @Test
    void aWorkerThatIsFullTakesNothing() throws Exception {
        environment.concurrency(1);
        var small = environment.open();
        small.start(context);
        var first = run(small, "wait", "a");
        assertEquals("began a", said());
        assertEquals(Certainty.NOT_DELIVERED, run(small, "wait", "b").lost().whether());
        reports.gate.countDown();
        assertEquals("a", first.value());
    }

    @Test
    void aRunCanBeFoundAgain() throws Exception {
        start();
        environment.drop(RESULT, 1);
        var call = Calls.call("wait", "a");
        Calls.start(executor, call, new Told());
        assertEquals("began a", said());
        reports.gate.countDown();
        while (environment.running() > 0) {
            Thread.onSpinWait();
        }
        var other = environment.open();
        assertThrows(IllegalStateException.class, () -> other.attach("x", call.method(), new Told()));
        var later = new Told();
        assertThrows(IllegalStateException.class, () -> executor.attach(call.runId(), call.method(), later));
        var unknown = new Told();
        executor.attach("s-unknown", call.method(), unknown);
        assertEquals(Certainty.UNKNOWN, unknown.lost().whether());
    }
}
