package dev.wove.remote.internal.http;

import static dev.wove.remote.Calls.call;
import static dev.wove.remote.Calls.run;
import static dev.wove.remote.HttpEnvironment.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.Delivery;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.remote.Calls;
import dev.wove.remote.HttpEnvironment;
import dev.wove.remote.MountedDoor;
import dev.wove.remote.Reports;
import dev.wove.remote.Reports.Post;
import dev.wove.remote.Reports.Report;
import dev.wove.remote.RequestAnswer;
import dev.wove.remote.Secret;
import dev.wove.remote.TestContext;
import dev.wove.remote.TestReports;
import dev.wove.remote.Told;
import dev.wove.remote.WoveWorker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker behind a server that somebody else has set up, next to other pages of it. */
@Timeout(120)
class MountedDoorTest {
    private final Secret secret =
            Secret.of(() -> "marker-0123456789-marker-0123456789".getBytes(StandardCharsets.UTF_8));
    private final TestReports reports = new TestReports();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final MountedDoor door = MountedDoor.mounted().path("/app/tasks").secret(secret);
    private final AtomicInteger asked = new AtomicInteger();

    /** The status of an empty answer to every request; 0 if the door answers. */
    private volatile int inPlaceOfDoor;

    private HttpServer server;

    @BeforeEach
    void mount() throws Exception {
        // Other tests of this JVM need the properties that it sets, which count for the first server and all after it.
        Class.forName(HttpServerDoor.class.getName());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        open.add(threads::shutdownNow);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        // Gives the thread back only when the answer has ended, as a servlet does.
        server.createContext("/app", exchange -> {
            if (inPlaceOfDoor != 0) {
                asked.incrementAndGet();
                exchange.sendResponseHeaders(inPlaceOfDoor, -1);
                exchange.close();
                return;
            }
            door.handle(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            exchange.getRequestHeaders()::getFirst,
                            exchange.getRequestBody(),
                            new OwnAnswer(exchange))
                    .join();
        });
        server.start();
        open.add(() -> server.stop(0));
        var worker = WoveWorker.create()
                .serve(Reports.class, reports)
                .concurrency(4)
                .maxFrameBytes(100_000)
                .lease(Duration.ofMillis(250))
                .grace(Duration.ZERO)
                .door(door)
                .start();
        open.add(worker);
        open.add(reports.gate::countDown);
    }

    private record OwnAnswer(HttpExchange exchange) implements RequestAnswer {
        @Override
        public void begin(int status, String contentType, long length) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, Math.max(length, 0));
        }

        @Override
        public void write(byte[] part) throws IOException {
            exchange.getResponseBody().write(part);
            exchange.getResponseBody().flush();
        }

        @Override
        public void end() {
            exchange.close();
        }
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/app/tasks";
    }

    private EnvironmentExecutor started(HttpEnvironment environment) throws Exception {
        var executor = environment.open();
        open.add(executor);
        executor.start(new TestContext());
        return executor;
    }

    private HttpResponse<String> posted(String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void tasksRunBehindIt() throws Exception {
        var executor = started(http(url()).secret(secret));
        assertEquals(
                new Report("t []", 0),
                run(executor, "render", new Post(7, "t", List.of())).value());
        var told = new Told();
        var run = Calls.start(executor, call("wait", "a").delivery(Delivery.heartbeat(Duration.ofMillis(90))), told);
        while (!told.next().equals("heartbeat")) {}
        run.cancel(CancelMode.REQUIRE_ACK);
        assertInstanceOf(Told.Cancelled.class, told.end());
    }

    @Test
    void itsChecksAreThoseOfADoorOfItsOwn() throws Exception {
        assertEquals(401, posted("{}").statusCode());
        assertEquals(403, posted("{}", "Origin", "https://evil.example").statusCode());
        assertEquals(415, posted("{}", "Content-Type", "text/plain").statusCode());
        var other = Secret.of(() -> "another-0123456789-another-0123456789".getBytes(StandardCharsets.UTF_8));
        var refused = assertThrows(
                EnvironmentException.class, () -> started(http(url()).secret(other)));
        assertTrue(refused.getMessage().contains("401"), refused.getMessage());
        assertTrue(reports.said.isEmpty());
    }

    @Test
    void nothingIsReadOfWhatIsTooLarge() {
        var headers = Map.of("Host", "localhost", "Content-Type", "application/json", "Content-Length", "100001");
        var said = new ArrayList<Integer>();
        var answer = new RequestAnswer() {
            @Override
            public void begin(int status, String contentType, long length) {
                said.add(status);
            }

            @Override
            public void write(byte[] part) {}

            @Override
            public void end() {
                said.add(-1);
            }
        };
        var unread = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("It was read.");
            }
        };
        var ended = door.handle("POST", "/app/tasks", headers::get, unread, answer);
        assertEquals(List.of(413, -1), said);
        assertTrue(ended.isDone());
    }

    @Test
    void answersThatEndNoRunAreAskedForAgainAndItIsLostInTheEnd() throws Exception {
        var executor = started(http(url()).secret(secret).reconnectWithin(Duration.ofMillis(300)));
        for (int status : new int[] {200, 500}) {
            inPlaceOfDoor = status;
            asked.set(0);
            var told = new Told();
            Calls.start(executor, call("drop", 7), told).cancel(CancelMode.REQUIRE_ACK);
            var lost = told.lost();
            assertEquals(Certainty.UNKNOWN, lost.whether());
            assertTrue(asked.get() > 2, "asked " + asked);
            var said = status == 200 ? "has ended its answer without an end of the run" : "answered with 500";
            assertTrue(lost.why().getMessage().contains(said), lost.why()::getMessage);
        }
        inPlaceOfDoor = 0;
        assertNull(run(executor, "drop", 8).value());
        assertEquals("dropped 8", reports.said.take());
    }

    @Test
    void othersOfItsServerAreNotItsBusiness() throws Exception {
        var client = HttpClient.newHttpClient();
        var elsewhere = URI.create(url().replace("/app/tasks", "/app/other"));
        var get = HttpRequest.newBuilder(elsewhere).build();
        assertEquals(404, client.send(get, BodyHandlers.ofString()).statusCode());
        var own = HttpRequest.newBuilder(URI.create(url().replace("/app/tasks", "/page")))
                .build();
        assertEquals(200, client.send(own, BodyHandlers.ofString()).statusCode());
    }

    @Test
    void aDoorThatLetsInAnybodySaysSo() {
        var builder = WoveWorker.create().serve(Reports.class, reports).door(MountedDoor.mounted());
        var failure = assertThrows(IllegalStateException.class, builder::start);
        assertTrue(failure.getMessage().contains("lets in nobody"), failure.getMessage());
    }

    @Test
    void aDoorIsOpenOnlyWithItsWorker() {
        var failure = assertThrows(
                IllegalStateException.class,
                () -> MountedDoor.mounted().handle("POST", "/wove/tasks", name -> null, null, null));
        assertTrue(failure.getMessage().contains("not open"), failure.getMessage());
    }
}
