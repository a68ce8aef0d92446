package dev.wove.internal.config;

/** The name of an option of weaves in a file, and what stands beside it. What the options are is told by {@code WeaveOption}. */
enum WeaveWord {
    WORKERS("workers", ValueKind.COUNT),
    MAX_BLOCKING("max-blocking", ValueKind.COUNT),
    TIMEOUT("timeout", ValueKind.DURATION),
    ON_FAILURE("on-failure", ValueKind.ON_FAILURE),
    SHOW_VALUES("show-values", ValueKind.FLAG),
    TRACE("trace", ValueKind.FLAG),
    STALL_AFTER("stall-after", ValueKind.DURATION),
    ENVIRONMENT("environment", ValueKind.NAME),
    LISTENERS("listeners", ValueKind.OBJECT),
    OBSERVERS("observers", ValueKind.OBJECT);

    final String text;
    final ValueKind kind;

    WeaveWord(String text, ValueKind kind) {
        this.text = text;
        this.kind = kind;
    }
}
