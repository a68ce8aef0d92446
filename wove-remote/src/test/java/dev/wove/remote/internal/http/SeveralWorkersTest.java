package dev.wove.remote.internal.http;

import static dev.wove.remote.Calls.call;
import static dev.wove.remote.Calls.run;
import static dev.wove.remote.HttpEnvironment.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.config.WoveConfiguration;
import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.Delivery;
import dev.wove.environment.DeliveryOrphanedException;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.EnvironmentSource;
import dev.wove.environment.OrphanPolicy;
import dev.wove.remote.Calls;
import dev.wove.remote.HttpDoor;
import dev.wove.remote.HttpEnvironment;
import dev.wove.remote.LocalEnvironment;
import dev.wove.remote.Reports;
import dev.wove.remote.Reports.Post;
import dev.wove.remote.Reports.Report;
import dev.wove.remote.TestContext;
import dev.wove.remote.TestReports;
import dev.wove.remote.Told;
import dev.wove.remote.WoveWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Environments of several workers, and of one and this process. */
@Timeout(120)
class SeveralWorkersTest {
    private final TestContext context = new TestContext();
    private final List<AutoCloseable> open = new ArrayList<>();

    private final class Served {
        final TestReports reports = new TestReports();
        final HttpDoor door;
        final WoveWorker worker;

        Served(int port, int concurrency) {
            door = HttpDoor.http(port);
            worker = WoveWorker.create()
                    .serve(Reports.class, reports)
                    .concurrency(concurrency)
                    .grace(Duration.ZERO)
                    .door(door)
                    .start();
            open.add(worker);
            open.add(reports.gate::countDown);
        }

        String url() {
            return "http://localhost:" + door.port() + "/wove/tasks";
        }
    }

    private EnvironmentExecutor started(EnvironmentSource source) throws Exception {
        var executor = source.open();
        open.add(executor);
        executor.start(context);
        return executor;
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String at(int port) {
        return "http://localhost:" + port + "/wove/tasks";
    }

    @Test
    void newRunsGoRoundAndWhatFollowsGoesToTheWorkerThatHasBegun() throws Exception {
        var one = new Served(0, 64);
        var two = new Served(0, 64);
        var executor = started(http(one.url(), two.url()));
        var told = new ArrayList<Told>();
        var runs = new ArrayList<dev.wove.environment.RemoteRun>();
        for (int i = 0; i < 4; i++) {
            var each = new Told();
            runs.add(Calls.start(executor, call("wait", "n" + i), each));
            told.add(each);
        }
        var workers = new ArrayList<String>();
        for (var each : told) {
            workers.add(each.worker.get(60, TimeUnit.SECONDS));
        }
        assertEquals(2, new HashSet<>(workers).size());
        assertEquals(workers.get(0), workers.get(2));
        assertEquals(2, one.worker.inFlight());
        assertEquals(2, two.worker.inFlight());
        for (int i = 0; i < 4; i++) {
            runs.get(i).resend();
            runs.get(i).cancel(CancelMode.REQUIRE_ACK);
            assertInstanceOf(Told.Cancelled.class, told.get(i).end());
        }
        assertEquals(0, one.worker.inFlight() + two.worker.inFlight());
    }

    @Test
    void oneThatCannotBeReachedGetsNothingUntilItCan() throws Exception {
        var one = new Served(0, 64);
        int port = freePort();
        var executor = started(http(at(port), one.url()));
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    new Report("t []", 0),
                    run(executor, "render", new Post(i, "t", List.of())).value());
        }
        var two = new Served(port, 64);
        for (int i = 0; two.reports.said.isEmpty(); i++) {
            assertEquals(
                    new Report("t []", 0),
                    run(executor, "render", new Post(i, "t", List.of())).value());
        }
    }

    @Test
    void runsGoToTheOtherWhenOneIsGone() throws Exception {
        var one = new Served(0, 64);
        var two = new Served(0, 64);
        var executor = started(http(one.url(), two.url()));
        one.worker.close();
        int lost = 0;
        for (int i = 0; i < 6; i++) {
            var end = run(executor, "render", new Post(i, "t", List.of())).end();
            if (end instanceof Told.Lost gone) {
                assertEquals(Certainty.NOT_DELIVERED, gone.whether());
                lost++;
            }
        }
        assertTrue(lost <= 1, "Lost: " + lost);
    }

    @Test
    void aWorkerThatGetsTheCancellationOfAnothersRunSaysSo() throws Exception {
        var one = new Served(0, 64);
        var executor = started(http(one.url()));
        var told = new Told();
        var run = Calls.start(executor, call("wait", "a"), told);
        var name = told.worker.get(60, TimeUnit.SECONDS);
        int port = one.door.port();
        one.worker.close();
        var again = new Served(port, 64);
        assertNotEquals(name, again.worker.worker());
        run.cancel(CancelMode.REQUIRE_ACK);
        assertEquals(Certainty.UNKNOWN, told.lost().whether());
    }

    @Test
    void aDetachedRunIsFoundOnTheWorkerThatHasIt() throws Exception {
        var one = new Served(0, 64);
        var two = new Served(0, 64);
        var executor = started(http(one.url(), two.url()));
        Calls.start(executor, call("wait", "first").delivery(Delivery.orphans(OrphanPolicy.DETACH)), new Told());
        var second = new Told();
        var call = call("wait", "second").delivery(Delivery.orphans(OrphanPolicy.DETACH));
        Calls.start(executor, call, second);
        second.worker.get(60, TimeUnit.SECONDS);
        executor.close();
        var found = new Told();
        started(http(one.url(), two.url())).attach(call.runId(), Calls.method("wait"), found);
        one.reports.gate.countDown();
        two.reports.gate.countDown();
        assertEquals("second", found.value());
    }

    @Test
    void noneThatCanBeReachedFailsTheStartAndNamesAll() throws Exception {
        var source = http(at(freePort()), at(freePort())).connectWithin(Duration.ofSeconds(2));
        var failure = assertThrows(EnvironmentException.class, () -> started(source));
        assertEquals(1, failure.getSuppressed().length);
    }

    @Test
    void aRunIsNotGivenUpBeforeItsWorkerStopsIt() throws Exception {
        var one = new Served(0, 64);
        var source = http(one.url()).reconnectWithin(Duration.ofSeconds(2));
        var failure = assertThrows(EnvironmentException.class, () -> started(source));
        assertTrue(failure.getMessage().contains("goes on for 10 s"), failure.getMessage());
        assertTrue(failure.getMessage().contains("reconnectWithin"), failure.getMessage());
    }

    @Test
    void aDetachedRunIsAttachedToByItsIdAlone() throws Exception {
        var one = new Served(0, 64);
        var first = started(http(one.url()));
        var call = call("wait", "first").delivery(Delivery.orphans(OrphanPolicy.DETACH));
        var told = new Told();
        Calls.start(first, call, told);
        told.worker.get(60, TimeUnit.SECONDS);
        first.close();
        var configuration = WoveConfiguration.of(c -> c.environment("reports", http(one.url())));
        open.add(() -> configuration.closeEnvironments(Duration.ZERO));
        var value = configuration.attach("reports", call.runId(), String.class);
        var other = configuration.attach("reports", call.runId() + "-unknown", String.class);
        var failure = assertThrows(ExecutionException.class, () -> other.get(60, TimeUnit.SECONDS));
        assertInstanceOf(DeliveryOrphanedException.class, failure.getCause());
        assertEquals(false, value.isDone());
        one.reports.gate.countDown();
        assertEquals("first", value.get(60, TimeUnit.SECONDS));
        assertThrows(IllegalArgumentException.class, () -> configuration.attach("local", "x", String.class));
    }

    @Test
    void aWorkerIsNamedOnce() {
        var failure = assertThrows(IllegalArgumentException.class, () -> http(at(1), at(1)));
        assertTrue(failure.getMessage().contains("named twice"), failure.getMessage());
    }

    // Otherwise here

    private static HttpEnvironment nobody() throws IOException {
        return http(at(freePort()));
    }

    @Test
    void whatNobodyTakesIsDoneHere() throws Exception {
        var here = new TestReports();
        var executor = started(nobody().otherwise(LocalEnvironment.local(Reports.class, here)));
        assertEquals(
                new Report("t []", 0),
                run(executor, "render", new Post(7, "t", List.of())).value());
        assertEquals(1, here.said.size());
    }

    @Test
    void whatIsBusyIsNotWaitedFor() throws Exception {
        var one = new Served(0, 1);
        var here = new TestReports();
        var executor = started(http(one.url()).otherwise(LocalEnvironment.local(Reports.class, here)));
        var first = new Told();
        Calls.start(executor, call("wait", "a"), first);
        first.worker.get(60, TimeUnit.SECONDS);
        var second = run(executor, "render", new Post(7, "t", List.of()));
        assertEquals(new Report("t []", 0), second.value());
        assertEquals("local", second.worker.get());
        one.reports.gate.countDown();
        assertEquals("a", first.value());
        assertEquals(1, here.said.size());
    }

    @Test
    void aWorkerThatComesLaterIsUsed() throws Exception {
        int port = freePort();
        var executor = started(http(at(port)).otherwise(LocalEnvironment.local(Reports.class, new TestReports())));
        assertEquals(
                "local",
                run(executor, "render", new Post(7, "t", List.of())).worker.get(60, TimeUnit.SECONDS));
        var one = new Served(port, 64);
        String worker;
        do {
            var told = run(executor, "render", new Post(7, "t", List.of()));
            told.value();
            worker = told.worker.get();
        } while (worker.equals("local"));
        assertEquals(one.worker.worker(), worker);
    }

    @Test
    void whatMayHaveBegunIsNeverDoneHere() throws Exception {
        var one = new Served(0, 64);
        var here = new TestReports();
        var executor = started(http(one.url())
                .reconnectWithin(Duration.ofSeconds(10))
                .otherwise(LocalEnvironment.local(Reports.class, here)));
        var told = new Told();
        Calls.start(executor, call("wait", "a"), told);
        told.worker.get(60, TimeUnit.SECONDS);
        one.worker.close();
        assertInstanceOf(Told.Lost.class, told.end());
        assertTrue(here.said.isEmpty());
    }

    @Test
    void whatIsDoneHereGivesTheSignsOfLifeThatAWorkerWould() throws Exception {
        var here = new TestReports();
        var executor = started(nobody().otherwise(LocalEnvironment.local(Reports.class, here)));
        var told = new Told();
        Calls.start(executor, call("wait", "a").delivery(Delivery.heartbeat(Duration.ofMillis(60))), told);
        while (!told.next().equals("heartbeat")) {}
        here.gate.countDown();
        assertEquals("a", told.value());
    }
}
