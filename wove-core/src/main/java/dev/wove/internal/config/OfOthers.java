package dev.wove.internal.config;

import java.util.Set;

/** Where the keys begin that are no settings of the core: those of integrations, and the version that builds depend on. */
public final class OfOthers {
    public static final Set<String> KEYS = Set.of(
            "background", "context", "transaction-check", "metrics", "observation", "endpoint", "worker", "version");

    private OfOthers() {}
}
