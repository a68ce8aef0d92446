package dev.wove.remote.internal.http;

import dev.wove.remote.internal.sign.Signer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How a worker is reached over HTTP. */
public record HttpOptions(
        URI address,
        Signer signer,
        Map<String, String> headers,
        @Nullable SSLContext tls,
        Duration connectLimit,
        Duration reconnectLimit,
        long maxFrameBytes,
        boolean insecure) {
    public static HttpOptions of(URI address) {
        return new HttpOptions(
                address, Signer.none(), Map.of(), null, Duration.ofSeconds(5), Duration.ofSeconds(30), 8 << 20, false);
    }

    public HttpOptions address(URI other) {
        return new HttpOptions(other, signer, headers, tls, connectLimit, reconnectLimit, maxFrameBytes, insecure);
    }

    public HttpOptions signer(Signer other) {
        return new HttpOptions(address, other, headers, tls, connectLimit, reconnectLimit, maxFrameBytes, insecure);
    }

    public HttpOptions header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpOptions(address, signer, more, tls, connectLimit, reconnectLimit, maxFrameBytes, insecure);
    }

    public HttpOptions tls(SSLContext context) {
        return new HttpOptions(
                address, signer, headers, context, connectLimit, reconnectLimit, maxFrameBytes, insecure);
    }

    public HttpOptions connectLimit(Duration limit) {
        return new HttpOptions(address, signer, headers, tls, limit, reconnectLimit, maxFrameBytes, insecure);
    }

    public HttpOptions reconnectLimit(Duration limit) {
        return new HttpOptions(address, signer, headers, tls, connectLimit, limit, maxFrameBytes, insecure);
    }

    public HttpOptions withInsecure() {
        return new HttpOptions(address, signer, headers, tls, connectLimit, reconnectLimit, maxFrameBytes, true);
    }

    boolean encrypts() {
        return address.getScheme().equals("https");
    }

    /** Without what stands behind the path, which may be secret. */
    public String where() {
        return address.getScheme() + "://" + address.getAuthority() + address.getPath();
    }
}
