package dev.wove.remote.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.remote.Calls;
import dev.wove.remote.MountedDoor;
import dev.wove.remote.Reports;
import dev.wove.remote.RequestAnswer;
import dev.wove.remote.Secret;
import dev.wove.remote.TestReports;
import dev.wove.remote.WoveWorker;
import dev.wove.remote.internal.client.MethodPayloads;
import dev.wove.remote.internal.frame.FrameWriter;
import dev.wove.remote.internal.payload.SharedCodecs;
import dev.wove.remote.internal.sign.SignatureV1;
import dev.wove.remote.internal.sign.Signer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is changed of a request that is right, or sent again of it, reaches no handler. {@code -Dremote.frames} is how many. */
@Timeout(300)
class TamperedTest {
    private static final int FRAMES = Integer.getInteger("remote.frames", 5_000);
    private static final String TARGET = "/wove/tasks";
    private static final List<String> SIGNED =
            List.of(SignatureV1.KEY, SignatureV1.TIMESTAMP, SignatureV1.NONCE, SignatureV1.SIGNATURE);

    private final Secret secret =
            Secret.of(() -> "marker-0123456789-marker-0123456789".getBytes(StandardCharsets.UTF_8));
    private final Signer signer = Signer.signed("default", secret, Instant::now);
    private final TestReports reports = new TestReports();
    private final MountedDoor door = MountedDoor.mounted().secret(secret);
    private final Random random = new Random(42);

    private record Sent(String target, Map<String, String> headers, byte[] body) {}

    private Sent right() {
        var frame = new MethodPayloads(SharedCodecs.get()).frame(Calls.call("drop", 7));
        var body = FrameWriter.bytes(frame);
        var headers = new HashMap<>(signer.headers("http", TARGET, body));
        headers.put("Host", "localhost");
        headers.put("Content-Type", "application/json");
        return new Sent(TARGET, headers, body);
    }

    private int statusOf(Sent sent) {
        var status = new int[1];
        door.handle("POST", sent.target, sent.headers::get, new ByteArrayInputStream(sent.body), new RequestAnswer() {
                    @Override
                    public void begin(int given, String contentType, long length) {
                        status[0] = given;
                    }

                    @Override
                    public void write(byte[] part) {}

                    @Override
                    public void end() {}
                })
                .join();
        return status[0];
    }

    private Sent changed(Sent sent) {
        switch (random.nextInt(5)) {
            case 0 -> {
                var body = sent.body.clone();
                body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
                return new Sent(sent.target, sent.headers, body);
            }
            case 1 -> {
                var name = SIGNED.get(random.nextInt(SIGNED.size()));
                var text = sent.headers.get(name).toCharArray();
                text[random.nextInt(text.length)] ^= (char) (1 << random.nextInt(7));
                return with(sent, name, new String(text));
            }
            case 2 -> {
                return new Sent(sent.target + "?run=" + random.nextInt(), sent.headers, sent.body);
            }
            case 3 -> {
                var past = Long.parseLong(sent.headers.get(SignatureV1.TIMESTAMP)) - 1 - random.nextInt(1_000);
                return with(sent, SignatureV1.TIMESTAMP, Long.toString(past));
            }
            default -> {
                var body = new byte[random.nextInt(400)];
                random.nextBytes(body);
                return new Sent(sent.target, sent.headers, body);
            }
        }
    }

    private static Sent with(Sent sent, String header, String value) {
        var headers = new HashMap<>(sent.headers);
        headers.put(header, value);
        return new Sent(sent.target, headers, sent.body);
    }

    @Test
    void whatIsChangedOrSentAgainReachesNoHandler() throws Exception {
        var worker = WoveWorker.create()
                .serve(Reports.class, reports)
                .grace(Duration.ZERO)
                .door(door)
                .start();
        try (worker) {
            var sent = right();
            assertEquals(200, statusOf(sent));
            assertEquals("dropped 7", reports.said.take());
            for (int i = 0; i < FRAMES; i++) {
                var other = i % 10 == 0 ? sent : changed(i % 2 == 0 ? sent : right());
                int status = statusOf(other);
                assertTrue(status == 401 || status == 404, "Frame " + i + ": " + status);
            }
            assertTrue(reports.said.isEmpty());
            // The nonces of those that were refused have not been used up.
            assertEquals(200, statusOf(right()));
        }
    }
}
