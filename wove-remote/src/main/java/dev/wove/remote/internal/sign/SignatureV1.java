package dev.wove.remote.internal.sign;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature {@code wove-v1}, byte for byte as Python makes it. */
public final class SignatureV1 {
    public static final String KEY = "X-Wove-Key";
    public static final String TIMESTAMP = "X-Wove-Timestamp";
    public static final String NONCE = "X-Wove-Nonce";
    public static final String SIGNATURE = "X-Wove-Signature";

    // Cloned, as they are slow to find. Nothing is ever fed to these.
    private static final MessageDigest SHA_256 = digest();
    private static final Mac HMAC = mac();

    private SignatureV1() {}

    /**
     * @param transport {@code http}, {@code grpc} or {@code websocket}
     * @param target path and query
     */
    public static String of(
            byte[] secret, String transport, String target, String timestamp, String nonce, byte[] body) {
        try {
            var hash = ((MessageDigest) SHA_256.clone()).digest(body);
            var text = String.join(
                    "\n",
                    "wove-v1",
                    transport,
                    target,
                    timestamp,
                    nonce,
                    HexFormat.of().formatHex(hash));
            var mac = (Mac) HMAC.clone();
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidKeyException | CloneNotSupportedException e) {
            throw new IllegalStateException("A signature with HmacSHA256 cannot be made in this JVM.", e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has SHA-256, but this one.", e);
        }
    }

    private static Mac mac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HmacSHA256, but this one.", e);
        }
    }

    /** As long for a wrong one as for a right one. */
    public static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
