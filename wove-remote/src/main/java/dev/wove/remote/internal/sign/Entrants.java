package dev.wove.remote.internal.sign;

import dev.wove.remote.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom a door lets in, while it is set up. Not thread-safe. */
public final class Entrants {
    private final Map<String, Secret> keys = new LinkedHashMap<>();
    private @Nullable Secret token;

    public void key(String name, Secret secret) {
        keys.put(name, secret);
    }

    public void bearer(Secret value) {
        token = value;
    }

    public boolean isEmpty() {
        return token == null && keys.isEmpty();
    }

    /** @throws IllegalStateException if a secret is missing or too short */
    public Verifier verifier() {
        for (var each : keys.values()) {
            each.bytes();
        }
        return Verifier.of(keys, token, Instant::now);
    }
}
