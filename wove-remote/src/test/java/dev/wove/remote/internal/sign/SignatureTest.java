package dev.wove.remote.internal.sign;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.remote.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {
    private static final int ROUNDS = Integer.getInteger("remote.rounds", 200);
    private static final String MARKER = "marker-0123456789-marker-0123456789";
    private static final byte[] BODY = "{\"type\":\"run_task\"}".getBytes(StandardCharsets.UTF_8);
    private static final String TARGET = "/wove/tasks?x=1";

    private Instant now = Instant.ofEpochSecond(1_700_000_000);
    private final Secret secret = secret(MARKER);
    private final Signer signer = Signer.signed("default", secret, () -> now);
    private final Verifier verifier = Verifier.signed(Map.of("default", secret), () -> now);

    private static Secret secret(String text) {
        return Secret.of(() -> text.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> signed() {
        return new HashMap<>(signer.headers("http", TARGET, BODY));
    }

    private void check(Verifier by, Map<String, String> headers, String transport, String target, byte[] body)
            throws RefusedException {
        by.verify(by.claim(headers::get), transport, target, body);
    }

    private void check(Map<String, String> headers) throws RefusedException {
        check(verifier, headers, "http", TARGET, BODY);
    }

    private String refused(Map<String, String> headers) {
        return refused(headers, "http", TARGET, BODY);
    }

    private String refused(Map<String, String> headers, String transport, String target, byte[] body) {
        var e = assertThrows(RefusedException.class, () -> check(verifier, headers, transport, target, body));
        assertFalse(e.getMessage().contains(MARKER));
        return e.getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "http, /wove/tasks?x=1, true, 63f3d265ee05246f7d858e2b0db3590001fb835d6c5ae0702cd770bbf57ab52c",
        "grpc, /wove.network_executor.WorkerService/Send, true, f1e25c5706f60b330f54bf632b6ff42469eebf03e5e1d1628cd73ebf8862dbeb",
        "websocket, /wove, false, 2813305eee633ef77b1a1dbdf48b1a22c96b80291cc4588ee73c1143bea006ea"
    })
    void signaturesAreThoseOfPython(String transport, String target, boolean hasBody, String expected) {
        assertEquals(
                "v1=" + expected,
                SignatureV1.of(
                        "secret".getBytes(StandardCharsets.UTF_8),
                        transport,
                        target,
                        "1700000000",
                        "abcdefghijklmnopqrstuvwx",
                        hasBody ? BODY : new byte[0]));
    }

    @Test
    void aSignedRequestIsLetInOnce() throws RefusedException {
        var headers = signed();
        assertEquals(24, headers.get(SignatureV1.NONCE).length());
        assertEquals("1700000000", headers.get(SignatureV1.TIMESTAMP));
        check(headers);
        assertEquals("The request came a second time.", refused(headers));
        now = now.plusSeconds(299);
        assertEquals("The request came a second time.", refused(headers));
        check(signed());
    }

    @Test
    void aNonceIsRememberedAsLongAsItsTimestampIsGood() throws RefusedException {
        var early = signed();
        now = now.minusSeconds(300);
        check(early);
        now = now.plusSeconds(600);
        assertEquals("The request came a second time.", refused(early));
        now = now.plusSeconds(2);
        assertTrue(refused(early).startsWith("The timestamp is 302 s behind"));
    }

    @Test
    void timestampsThatAreTooFarOffAreRefusedBothWays() {
        var old = signed();
        old.put(SignatureV1.TIMESTAMP, "0");
        assertTrue(refused(old).startsWith("The timestamp is 1700000000 s behind the clock of the worker"));
        var headers = signed();
        now = now.minusSeconds(400);
        assertEquals(
                "The timestamp is 400 s ahead of the clock of the worker, where it is 1699999600.", refused(headers));
    }

    @Test
    void aForgeryBurnsNoNonce() throws RefusedException {
        var headers = signed();
        var forged = new HashMap<>(headers);
        forged.put(SignatureV1.SIGNATURE, "v1=" + "0".repeat(64));
        assertEquals("The signature is wrong.", refused(forged));
        check(headers);
    }

    @Test
    void whateverIsChangedIsNoticed() {
        assertEquals("The signature is wrong.", refused(signed(), "grpc", TARGET, BODY));
        assertEquals("The signature is wrong.", refused(signed(), "http", TARGET + "0", BODY));
        for (int bit = 0; bit < BODY.length * 8; bit++) {
            var body = BODY.clone();
            body[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals("The signature is wrong.", refused(signed(), "http", TARGET, body));
        }
        for (var name : signed().keySet()) {
            for (int bit = 0; bit < signed().get(name).length() * 7; bit++) {
                var headers = signed();
                var value = headers.get(name).toCharArray();
                value[bit / 7] ^= (char) (1 << bit % 7);
                headers.put(name, new String(value));
                assertThrows(RefusedException.class, () -> check(headers), name);
            }
        }
    }

    @Test
    void checksComeInTheirOrder() {
        var headers = signed();
        headers.put(SignatureV1.SIGNATURE, "v1=0");
        assertEquals("The signature is wrong.", refused(headers));
        headers.put(SignatureV1.TIMESTAMP, "soon");
        assertEquals("The timestamp is no number.", refused(headers));
        headers.put(SignatureV1.KEY, "other");
        assertEquals("The key is not known here.", refused(headers));
        headers.remove(SignatureV1.SIGNATURE);
        assertEquals("The header X-Wove-Signature is missing.", refused(headers));
        headers.put(SignatureV1.NONCE, "n".repeat(201));
        assertEquals("The header X-Wove-Nonce is too long.", refused(headers));
    }

    @Test
    void secretsAreChangedWhileBothAreKnown() throws RefusedException {
        var next = secret("another-0123456789-another-0123456789");
        var both = Verifier.signed(Map.of("default", secret, "next", next), () -> now);
        check(both, signed(), "http", TARGET, BODY);
        check(both, Signer.signed("next", next, () -> now).headers("http", TARGET, BODY), "http", TARGET, BODY);
        var wrong = Signer.signed("next", secret, () -> now).headers("http", TARGET, BODY);
        assertThrows(RefusedException.class, () -> check(both, wrong, "http", TARGET, BODY));
    }

    @Test
    void ofManyWhoBringOneRequestOneIsLetIn() throws Exception {
        var threads = Executors.newFixedThreadPool(64);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                var headers = signed();
                var go = new CountDownLatch(1);
                var winners = new AtomicInteger();
                var done = new CountDownLatch(64);
                for (int i = 0; i < 64; i++) {
                    threads.execute(() -> {
                        try {
                            go.await();
                            check(headers);
                            winners.incrementAndGet();
                        } catch (RefusedException | InterruptedException e) {
                            // All but one
                        } finally {
                            done.countDown();
                        }
                    });
                }
                go.countDown();
                assertTrue(done.await(60, TimeUnit.SECONDS));
                assertEquals(1, winners.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whoCannotRememberMoreLetsNobodyIn() throws RefusedException {
        var small = verifier.remembering(true, 2);
        check(small, signed(), "http", TARGET, BODY);
        check(small, signed(), "http", TARGET, BODY);
        var full = assertThrows(RefusedException.class, () -> check(small, signed(), "http", TARGET, BODY));
        assertEquals(503, full.status());
        now = now.plusSeconds(400);
        assertDoesNotThrow(() -> check(small, signed(), "http", TARGET, BODY));
    }

    @Test
    void noncesNeedNotBeRemembered() throws RefusedException {
        var headers = signed();
        var forgetful = verifier.withoutNonces();
        check(forgetful, headers, "http", TARGET, BODY);
        check(forgetful, headers, "http", TARGET, BODY);
    }

    @Test
    void aTokenIsShownAsItIs() throws RefusedException {
        var headers = Signer.bearer(secret).headers("http", TARGET, BODY);
        assertEquals(Map.of("Authorization", "Bearer " + MARKER), headers);
        var tokens = Verifier.bearer(secret);
        check(tokens, headers, "http", TARGET, BODY);
        check(tokens, headers, "http", TARGET, BODY);
        assertThrows(RefusedException.class, () -> tokens.claim(name -> "Bearer other"));
        assertThrows(RefusedException.class, () -> tokens.claim(name -> null));
    }

    @Test
    void withoutASecretEverybodyIsLetIn() throws RefusedException {
        assertEquals(Map.of(), Signer.none().headers("http", TARGET, BODY));
        check(Verifier.none(), Map.of(), "http", TARGET, BODY);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/wove/tasks?x=1#y, /wove/tasks?x=1",
        "http://h, /",
        "http://h?x=%20, /?x=%20",
        "http://h/a%2Fb/, /a%2Fb/"
    })
    void targetsArePathAndQuery(String url, String target) {
        assertEquals(target, Targets.of(URI.create(url)));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "127.0.0.1, true",
        "::1, true",
        "[::1], true",
        "127.0.0.2, false",
        "0.0.0.0, false",
        "localhost.example, false"
    })
    void thisMachineIsKnownByItsNames(String host, boolean isLocal) {
        assertEquals(isLocal, Targets.isLocal(host));
    }

    @Test
    void nothingLeavesInTheClearOrForStrangersUnlessThatIsMeant() {
        var there = URI.create("http://reports.internal/wove");
        var safe = URI.create("https://reports.internal/wove");
        assertEquals(
                "The environment at http://reports.internal is neither encrypted nor authenticated, and is not on this"
                        + " machine.\n  Use https and .secret(...), or say .insecure() if that is meant.",
                assertThrows(IllegalArgumentException.class, () -> Gate.check(there, false, false, false))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Gate.check(there, false, true, false));
        assertThrows(IllegalArgumentException.class, () -> Gate.check(safe, true, false, false));
        Gate.check(safe, true, true, false);
        Gate.check(there, false, false, true);
        Gate.check(URI.create("http://localhost/wove"), false, false, false);
    }

    @Test
    void aSecretShowsItselfNowhere(@TempDir Path folder) throws IOException {
        assertEquals("***", secret.toString());
        assertNotEquals(secret, secret(MARKER));
        assertFalse(signer.toString().toLowerCase(Locale.ROOT).contains("marker"));
        assertEquals(
                "The secret from a supplier has 5 bytes, but at least 32 are needed.\n"
                        + "  As `openssl rand -hex 32` makes one.",
                assertThrows(IllegalStateException.class, () -> secret("short").bytes())
                        .getMessage());
        var parsed = assertThrows(IllegalArgumentException.class, () -> Secret.parse(MARKER));
        assertFalse(parsed.getMessage().contains("marker"));
        assertThrows(IllegalArgumentException.class, () -> Secret.parse("env:"));
        assertThrows(IllegalArgumentException.class, () -> Secret.parse("file:"));
        assertEquals("env:NAME", Secret.parse("env:NAME").origin());
        var unset = assertThrows(
                IllegalStateException.class,
                () -> Secret.env("WOVE_NO_SUCH_KEY").bytes());
        assertEquals(
                "The environment variable WOVE_NO_SUCH_KEY, which holds a secret, is not set.", unset.getMessage());

        var file = folder.resolve("key");
        var fromFile = Secret.parse("file:" + file);
        assertThrows(IllegalStateException.class, fromFile::bytes);
        Files.writeString(file, MARKER + "\n");
        assertEquals(MARKER, new String(fromFile.bytes(), StandardCharsets.UTF_8));
        Files.writeString(file, MARKER + MARKER);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000));
        assertEquals(MARKER + MARKER, new String(fromFile.bytes(), StandardCharsets.UTF_8), "It is read again");
    }
}
