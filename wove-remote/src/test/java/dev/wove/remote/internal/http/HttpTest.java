package dev.wove.remote.internal.http;

import static dev.wove.remote.Calls.call;
import static dev.wove.remote.Calls.run;
import static dev.wove.remote.HttpEnvironment.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.Delivery;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.OrphanPolicy;
import dev.wove.environment.PayloadTooLargeException;
import dev.wove.environment.RemoteTaskException;
import dev.wove.remote.HttpDoor;
import dev.wove.remote.HttpEnvironment;
import dev.wove.remote.Reports;
import dev.wove.remote.Reports.NotFoundException;
import dev.wove.remote.Reports.Post;
import dev.wove.remote.Reports.Report;
import dev.wove.remote.Secret;
import dev.wove.remote.TestContext;
import dev.wove.remote.TestReports;
import dev.wove.remote.Told;
import dev.wove.remote.WoveWorker;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HttpTest {
    private static final String MARKER = "marker-0123456789-marker-0123456789";
    private static final int MANY = 200;
    private final Secret secret = Secret.of(() -> MARKER.getBytes(StandardCharsets.UTF_8));
    private final TestReports reports = new TestReports();
    private final TestContext context = new TestContext();
    private final List<AutoCloseable> open = new ArrayList<>();
    private HttpDoor door = HttpDoor.http(0).secret(secret);

    private WoveWorker worker(int concurrency) {
        var worker = WoveWorker.create()
                .serve(Reports.class, reports)
                .concurrency(concurrency)
                .maxFrameBytes(1 << 20)
                .grace(Duration.ZERO)
                .door(door)
                .start();
        open.add(worker);
        return worker;
    }

    private HttpEnvironment at(int port) {
        return http("http://localhost:" + port + "/wove/tasks").secret(secret);
    }

    private EnvironmentExecutor started(HttpEnvironment environment) throws Exception {
        var executor = environment.open();
        open.add(executor);
        executor.start(context);
        return executor;
    }

    private EnvironmentExecutor started() throws Exception {
        worker(64);
        return started(at(door.port()));
    }

    @AfterEach
    void close() throws Exception {
        reports.gate.countDown();
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private String said() throws InterruptedException {
        return reports.said.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void tasksRunOnTheWorker() throws Exception {
        var executor = started();
        assertEquals(
                new Report("Wéb 😀 [a, b]", 2),
                run(executor, "render", new Post(7, "Wéb 😀", List.of("a", "b")))
                        .value());
        assertNull(run(executor, "drop", 7).value());
        assertInstanceOf(
                NotFoundException.class, run(executor, "fail", "declared").failure());
        assertInstanceOf(
                RemoteTaskException.class, run(executor, "fail", "undeclared").failure());
        assertEquals(500_000, ((String) run(executor, "large", 500_000).value()).length());
    }

    @Test
    void startsAndSignsOfLifeComeWhileTheBodyRuns() throws Exception {
        var executor = started();
        var told = new Told();
        executor.run(call("wait", "a").delivery(Delivery.heartbeat(Duration.ofMillis(300))), told);
        assertEquals("sent", told.next());
        assertEquals("started", told.next());
        assertEquals("heartbeat", told.next());
        assertEquals("heartbeat", told.next());
        reports.gate.countDown();
        assertEquals("a", told.value());
    }

    @Test
    void aCancelledBodyIsStoppedAndThatIsConfirmed() throws Exception {
        var executor = started();
        var told = new Told();
        var run = executor.run(call("wait", "a"), told);
        assertEquals("began a", said());
        run.cancel(CancelMode.REQUIRE_ACK);
        assertEquals("interrupted a", said());
        assertInstanceOf(Told.Cancelled.class, told.end());
    }

    @Test
    void manyRunsAreUnderWayAtOnce() throws Exception {
        worker(MANY);
        var executor = started(at(door.port()));
        var all = new ArrayList<Told>();
        for (int i = 0; i < MANY; i++) {
            all.add(run(executor, "wait", "a" + i));
        }
        for (int i = 0; i < MANY; i++) {
            assertTrue(said().startsWith("began"));
        }
        reports.gate.countDown();
        for (int i = 0; i < MANY; i++) {
            assertEquals("a" + i, all.get(i).value());
        }
    }

    @Test
    void aBusyWorkerTakesNothing() throws Exception {
        worker(1);
        var executor = started(at(door.port()));
        run(executor, "wait", "a");
        assertEquals("began a", said());
        assertEquals(Certainty.NOT_DELIVERED, run(executor, "wait", "b").lost().whether());
    }

    @Test
    void sizesAreLimitedBothWays() throws Exception {
        var executor = started();
        var call = call("print", "x".repeat(1 << 20));
        assertThrows(PayloadTooLargeException.class, () -> executor.run(call, new Told()));
        assertFalse(assertInstanceOf(
                        RemoteTaskException.class,
                        run(executor, "large", 1 << 20).failure())
                .retryable());
    }

    @Test
    void aLostAnswerIsAskedForAgainAndTheBodyRunsOnce() throws Exception {
        worker(64);
        try (var proxy = new FaultyProxy(door.port())) {
            var executor = started(at(proxy.port()));
            for (int cutAfter : new int[] {0, 1, 20, 100, 150, 200, 250, 300, 350, 400}) {
                proxy.cutAfter = cutAfter;
                proxy.cuts.set(1);
                assertNull(run(executor, "drop", cutAfter).value(), "cut after " + cutAfter);
                assertEquals("dropped " + cutAfter, said());
                proxy.cuts.set(0);
            }
            assertTrue(reports.said.isEmpty(), "Each ran once");
            assertTrue(proxy.connections.get() > 5);
        }
    }

    @Test
    void aWorkerThatIsAnotherOneKnowsNothingOfTheRun() throws Exception {
        var first = worker(64);
        var executor = started(at(door.port()));
        var told = run(executor, "wait", "a");
        assertEquals("began a", said());
        int port = door.port();
        told.worker.get(60, TimeUnit.SECONDS);
        first.close();
        door = HttpDoor.http(port).secret(secret);
        worker(64);
        assertEquals(Certainty.UNKNOWN, told.lost().whether());
        assertNull(run(executor, "drop", 1).value(), "It takes new ones");
    }

    @Test
    void whereNobodyListensNothingIsDelivered() throws Exception {
        var worker = worker(64);
        var executor = started(at(door.port()));
        worker.close();
        var lost = run(executor, "drop", 7).lost();
        assertEquals(Certainty.NOT_DELIVERED, lost.whether());
        assertTrue(lost.why().getMessage().contains("localhost:" + door.port()), lost.why()::getMessage);
        assertInstanceOf(ConnectException.class, lost.why().getCause());
    }

    @Test
    void aDetachedRunIsFoundAgainByAnotherCoordinator() throws Exception {
        var executor = started();
        var call = call("wait", "a").delivery(Delivery.orphans(OrphanPolicy.DETACH));
        var first = new Told();
        executor.run(call, first);
        assertEquals("began a", said());
        executor.close();
        assertEquals(Certainty.UNKNOWN, first.lost().whether());
        var later = started(at(door.port()));
        var told = new Told();
        later.attach(call.runId(), call.method(), told);
        reports.gate.countDown();
        assertEquals("a", told.value());
        var unknown = new Told();
        later.attach("s-unknown", call.method(), unknown);
        assertEquals(Certainty.UNKNOWN, unknown.lost().whether());
    }

    @Test
    void whoIsNotLetInIsToldWhich() throws Exception {
        worker(64);
        var other = Secret.of(() -> "another-0123456789-another-0123456789".getBytes(StandardCharsets.UTF_8));
        var url = "http://localhost:" + door.port() + "/wove/tasks";
        for (var environment : List.of(http(url).secret(other), http(url).bearer(secret), http(url))) {
            var e = assertThrows(EnvironmentException.class, () -> started(environment));
            assertTrue(
                    e.getMessage()
                            .startsWith("Environment 'reports' cannot be used: the worker at " + url
                                    + " answered with 401"),
                    e.getMessage());
            assertFalse(e.getMessage().contains("marker"));
        }
        var lost =
                assertThrows(EnvironmentException.class, () -> started(http("http://localhost:" + door.port() + "/x")));
        assertTrue(lost.getMessage().contains("answered with 404"), lost.getMessage());
    }

    @Test
    void addressesThatCannotBeAreRefusedAtOnce() {
        for (var url : List.of("ftp://localhost/x", "reports", "http://user:pw@localhost/", "http://a b/")) {
            assertThrows(IllegalArgumentException.class, () -> http(url));
        }
        assertThrows(
                IllegalArgumentException.class, () -> http("http://localhost/").header("X-Wove-Key", "x"));
        var there = http("http://reports.internal/wove").secret(secret).open();
        assertThrows(IllegalArgumentException.class, () -> there.start(context));
        assertThrows(IllegalStateException.class, () -> run(at(1).open(), "drop", 7));
        assertEquals("http://localhost:1/wove/tasks", at(1).toString());
    }
}
