package dev.wove.remote.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.remote.HttpDoor;
import dev.wove.remote.Reports;
import dev.wove.remote.Secret;
import dev.wove.remote.TestReports;
import dev.wove.remote.WoveWorker;
import dev.wove.remote.internal.sign.Signer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests as somebody else writes them, byte by byte. */
@Timeout(60)
class HttpDoorTest {
    private final TestReports reports = new TestReports();
    private final HttpDoor door = HttpDoor.http(0);
    private WoveWorker worker;

    private void start() {
        worker = WoveWorker.create()
                .serve(Reports.class, reports)
                .maxFrameBytes(10_000)
                .concurrency(1)
                .grace(Duration.ZERO)
                .door(door)
                .start();
    }

    @AfterEach
    void close() {
        reports.gate.countDown();
        if (worker != null) {
            worker.close();
        }
    }

    private String request(String firstLine, Map<String, String> headers, String body) throws Exception {
        var all = new TreeMap<>(Map.of(
                "Host",
                "localhost:" + door.port(),
                "Content-Type",
                "application/json",
                "Connection",
                "close",
                "Content-Length",
                "" + body.getBytes(StandardCharsets.UTF_8).length));
        all.putAll(headers);
        var text = new StringBuilder(firstLine + " HTTP/1.1\r\n");
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                text.append(name).append(": ").append(value).append("\r\n");
            }
        });
        text.append("\r\n").append(body);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            var answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (java.net.SocketException e) {
                // Who is refused is cut off.
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private String post(Map<String, String> headers, String body) throws Exception {
        return request("POST /wove/tasks", headers, body);
    }

    private void refused(int status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(reports.said.isEmpty());
    }

    private static final String RUN =
            "{\"type\":\"run_task\",\"run_id\":\"s-1\",\"task_id\":\"drop\",\"handler\":\"reports.drop\",\"args\":[5]}";

    @Test
    void whatIsNoRequestOfACoordinatorIsRefusedBeforeItIsRead() throws Exception {
        start();
        refused(404, request("POST /other", Map.of(), RUN));
        refused(405, request("GET /wove/tasks", Map.of(), ""));
        refused(403, post(Map.of("Origin", "http://evil.example"), RUN));
        refused(403, post(Map.of("Host", "evil.example:" + door.port()), RUN));
        refused(415, post(Map.of("Content-Type", "text/plain"), RUN));
        refused(415, post(Map.of("Content-Type", ""), RUN));
        refused(413, post(Map.of("Content-Length", "1000000000"), ""));
    }

    @Test
    void aBodyThatGoesOnAndOnIsNotReadToItsEnd() throws Exception {
        start();
        var chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
        refused(413, post(Map.of("Content-Length", "", "Transfer-Encoding", "chunked"), chunk.repeat(4) + "0\r\n\r\n"));
    }

    @Test
    void checksComeInTheirOrder() throws Exception {
        door.secret(Secret.of(() -> "0123456789-0123456789-0123456789".getBytes(StandardCharsets.UTF_8)));
        start();
        var signed = new TreeMap<>(Map.of(
                "X-Wove-Key", "other", "X-Wove-Timestamp", "soon", "X-Wove-Nonce", "n", "X-Wove-Signature", "v1=0"));
        refused(413, post(Map.of("Content-Length", "20000"), ""));
        assertTrue(post(Map.of(), RUN).endsWith("The header X-Wove-Key is missing."));
        assertTrue(post(signed, RUN).endsWith("The key is not known here."));
        signed.put("X-Wove-Key", "default");
        assertTrue(post(signed, RUN).endsWith("The timestamp is no number."));
        signed.put("X-Wove-Timestamp", "" + System.currentTimeMillis() / 1000);
        // Not even JSON, which is nothing that a stranger is told
        assertTrue(post(signed, "{").endsWith("The signature is wrong."));
        assertTrue(reports.said.isEmpty());
    }

    @Test
    void namesOfHeadersHaveNoCase() throws Exception {
        var secret = Secret.of(() -> "0123456789-0123456789-0123456789".getBytes(StandardCharsets.UTF_8));
        door.secret(secret);
        start();
        var headers = new TreeMap<String, String>();
        Signer.signed("default", secret, Instant::now)
                .headers("http", "/wove/tasks", RUN.getBytes(StandardCharsets.UTF_8))
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        assertTrue(post(headers, RUN).contains("task_result"));
        assertEquals("dropped 5", reports.said.take());
    }

    @Test
    void eventsAreLines() throws Exception {
        start();
        var answer = post(Map.of("Accept", "application/x-ndjson"), RUN);
        assertTrue(answer.contains("Content-type: application/x-ndjson"), answer);
        assertTrue(answer.contains("{\"type\":\"task_started\",\"run_id\":\"s-1\""), answer);
        assertTrue(answer.contains("{\"type\":\"task_result\",\"run_id\":\"s-1\",\"task_id\":\"drop\""), answer);
        assertEquals("dropped 5", reports.said.take());
    }

    @Test
    void whoTakesNoLinesGetsAnArrayWithEverything() throws Exception {
        start();
        var answer = post(Map.of("Accept", "application/json"), RUN);
        var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertTrue(body.startsWith("[{\"type\":\"task_started\"") && body.endsWith("}]"), body);
    }

    @Test
    void severalFramesMayComeAtOnce() throws Exception {
        start();
        var answer =
                post(Map.of(), "{\"type\":\"ack\",\"run_id\":\"s-0\"}\n" + RUN + "\n\n{\"type\":\"ping\",\"n\":3}\n");
        assertTrue(answer.contains("{\"type\":\"pong\",\"n\":3}"), answer);
        assertTrue(answer.contains("task_result"), answer);
    }

    @Test
    void whatIsNoFrameIsSaid() throws Exception {
        start();
        assertTrue(post(Map.of(), "{no json").contains("Something that is no frame was dropped."));
    }

    @Test
    void aWorkerThatIsFullSaysSoWithItsStatus() throws Exception {
        start();
        var waits = new Thread(() -> {
            try {
                post(Map.of(), RUN.replace("s-1", "s-9").replace("drop", "wait").replace("[5]", "[\"a\"]"));
            } catch (Exception e) {
                // Ended with the test
            }
        });
        waits.setDaemon(true);
        waits.start();
        assertEquals("began a", reports.said.take());
        var answer = post(Map.of(), RUN);
        refused(503, answer);
        assertTrue(answer.contains("\"kind\":\"Busy\""), answer);
    }

    @Test
    void itsHealthIsForEverybody() throws Exception {
        start();
        assertTrue(request("GET /healthz", Map.of("Content-Type", ""), "").endsWith("\r\n\r\nready"));
    }

    @Test
    void aDoorToTheWorldNeedsTlsAndASecret() {
        door.host("0.0.0.0")
                .secret(Secret.of(() -> "0123456789-0123456789-0123456789".getBytes(StandardCharsets.UTF_8)));
        var e = assertThrows(IllegalStateException.class, this::start);
        assertTrue(
                e.getMessage().contains("The door at 0.0.0.0:0 is not encrypted, and is not on this machine."),
                e.getMessage());
        door.insecure();
        start();
    }

    @Test
    void aSecretThatIsTooShortIsNoneAndNoWorkerStarts() {
        door.secret(Secret.of(() -> "short".getBytes(StandardCharsets.UTF_8)));
        assertThrows(IllegalStateException.class, this::start);
    }

    @Test
    void aWorkerNeedsADoor() {
        assertThrows(
                IllegalStateException.class,
                () -> WoveWorker.create().serve(Reports.class, reports).start());
    }
}
