package dev.wove.remote.internal.sign;

import dev.wove.remote.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a request the headers by which a worker knows who sends it. Thread-safe. */
public final class Signer {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 18;

    private final @Nullable String key;
    private final @Nullable Secret secret;
    private final boolean isToken;
    private final InstantSource time;

    private Signer(@Nullable String key, @Nullable Secret secret, boolean isToken, InstantSource time) {
        this.key = key;
        this.secret = secret;
        this.isToken = isToken;
        this.time = time;
    }

    public static Signer none() {
        return new Signer(null, null, false, Instant::now);
    }

    public static Signer signed(String key, Secret secret, InstantSource time) {
        return new Signer(key, secret, false, time);
    }

    public static Signer bearer(Secret token) {
        return new Signer(null, token, true, Instant::now);
    }

    public boolean authenticates() {
        return secret != null;
    }

    public Map<String, String> headers(String transport, String target, byte[] body) {
        if (secret == null) {
            return Map.of();
        }
        if (isToken) {
            return Map.of(
                    "Authorization", "Bearer " + new String(secret.bytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return headers(transport, target, body, Base64.getUrlEncoder().encodeToString(nonce));
    }

    Map<String, String> headers(String transport, String target, byte[] body, String nonce) {
        var timestamp = Long.toString(time.instant().getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put(SignatureV1.KEY, key);
        headers.put(SignatureV1.TIMESTAMP, timestamp);
        headers.put(SignatureV1.NONCE, nonce);
        headers.put(SignatureV1.SIGNATURE, SignatureV1.of(secret.bytes(), transport, target, timestamp, nonce, body));
        return headers;
    }
}
