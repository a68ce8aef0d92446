package dev.wove.remote.internal.sign;

import dev.wove.remote.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in or refuses them, in two steps: what can be told from the headers before the body is read, and the rest.
 * Thread-safe.
 */
public final class Verifier {
    /** By how much clocks may differ. */
    static final Duration SKEW = Duration.ofSeconds(300);

    static final int MOST_NONCES = 1_000_000;
    private static final int LONGEST_HEADER = 200;

    private final Map<String, Secret> keys;
    private final @Nullable Secret token;
    private final boolean remembersNonces;
    private final InstantSource time;
    private final Nonces nonces;

    private Verifier(
            Map<String, Secret> keys, @Nullable Secret token, boolean remembersNonces, InstantSource time, int nonces) {
        this.keys = new LinkedHashMap<>(keys);
        this.token = token;
        this.remembersNonces = remembersNonces;
        this.time = time;
        this.nonces = new Nonces(nonces);
    }

    public static Verifier none() {
        return new Verifier(Map.of(), null, true, Instant::now, 1);
    }

    /** @param keys the secrets by the ids of their keys; while they are changed there is more than one */
    public static Verifier signed(Map<String, Secret> keys, InstantSource time) {
        return new Verifier(keys, null, true, time, MOST_NONCES);
    }

    /** By what is given: secrets by key, or a token, or nothing. */
    public static Verifier of(Map<String, Secret> keys, @Nullable Secret token, InstantSource time) {
        if (token != null && !keys.isEmpty()) {
            throw new IllegalArgumentException("A door lets in who signs, or who shows a token, but not both.");
        }
        return token != null ? bearer(token) : keys.isEmpty() ? none() : signed(keys, time);
    }

    public static Verifier bearer(Secret token) {
        return new Verifier(Map.of(), token, true, Instant::now, 1);
    }

    Verifier remembering(boolean remembers, int most) {
        return new Verifier(keys, token, remembers, time, most);
    }

    public Verifier withoutNonces() {
        return new Verifier(keys, token, false, time, 1);
    }

    public boolean authenticates() {
        return token != null || !keys.isEmpty();
    }

    /** What the headers of a request say, as far as it can be believed before the body is there. */
    public record Claim(@Nullable Secret secret, String timestamp, String nonce, String signature, Instant signedAt) {
        static final Claim NONE = new Claim(null, "", "", "", Instant.EPOCH);
    }

    /**
     * @param header gives the value of a header, null if there is none
     * @throws RefusedException if it is not let in
     */
    public Claim claim(Function<String, @Nullable String> header) throws RefusedException {
        if (token != null) {
            return checkToken(header.apply("Authorization"), token);
        }
        if (keys.isEmpty()) {
            return Claim.NONE;
        }
        var key = required(header, SignatureV1.KEY);
        var timestamp = required(header, SignatureV1.TIMESTAMP);
        var nonce = required(header, SignatureV1.NONCE);
        var signature = required(header, SignatureV1.SIGNATURE);
        var secret = keys.get(key);
        if (secret == null) {
            throw new RefusedException(401, "The key is not known here.");
        }
        return new Claim(secret, timestamp, nonce, signature, checkTime(timestamp));
    }

    private static Claim checkToken(@Nullable String given, Secret token) throws RefusedException {
        var expected = "Bearer " + new String(token.bytes(), StandardCharsets.UTF_8);
        if (given == null || !SignatureV1.equal(expected, given)) {
            throw new RefusedException(401, "The token is missing or wrong.");
        }
        return Claim.NONE;
    }

    private static String required(Function<String, @Nullable String> header, String name) throws RefusedException {
        var value = header.apply(name);
        if (value == null || value.isEmpty()) {
            throw new RefusedException(401, "The header " + name + " is missing.");
        }
        if (value.length() > LONGEST_HEADER) {
            throw new RefusedException(401, "The header " + name + " is too long.");
        }
        return value;
    }

    private Instant checkTime(String timestamp) throws RefusedException {
        Instant signedAt;
        try {
            signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        } catch (RuntimeException e) {
            throw new RefusedException(401, "The timestamp is no number.");
        }
        var now = time.instant();
        var apart = Duration.between(signedAt, now);
        if (apart.abs().compareTo(SKEW) > 0) {
            throw new RefusedException(
                    401,
                    "The timestamp is " + Math.abs(apart.getSeconds()) + " s "
                            + (apart.isNegative() ? "ahead of" : "behind") + " the clock of the worker, where it is "
                            + now.getEpochSecond() + ".");
        }
        return signedAt;
    }

    /**
     * The body is there, and not yet looked at.
     *
     * @throws RefusedException if it is not let in
     */
    public void verify(Claim claim, String transport, String target, byte[] body) throws RefusedException {
        if (claim.secret == null) {
            return;
        }
        var expected = SignatureV1.of(claim.secret.bytes(), transport, target, claim.timestamp, claim.nonce, body);
        if (!SignatureV1.equal(expected, claim.signature)) {
            throw new RefusedException(401, "The signature is wrong.");
        }
        if (!remembersNonces) {
            return;
        }
        var now = time.instant();
        // Until its timestamp is too old, and a second more, as that has none smaller.
        var kept = Duration.between(now, claim.signedAt.plus(SKEW)).plusSeconds(1);
        switch (nonces.take(claim.nonce, now, kept.compareTo(SKEW) < 0 ? SKEW.plusSeconds(1) : kept)) {
            case USED -> throw new RefusedException(401, "The request came a second time.");
            case FULL -> throw new RefusedException(503, "Too many requests are remembered.");
            case NEW -> {}
        }
    }
}
