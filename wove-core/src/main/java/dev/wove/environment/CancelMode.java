package dev.wove.environment;

/** When a remote body that was told to stop counts as stopped. */
public enum CancelMode {
    /** When its worker says how it ended, or {@linkplain Delivery#cancelTimeout() some time} has passed. The default. */
    REQUIRE_ACK,
    /** At once; the body may still run for a while. */
    BEST_EFFORT
}
