package dev.wove.environment;

/** The side that found that a remote run cannot succeed. */
public enum ErrorSource {
    /** The body threw. */
    TASK,
    /** The two sides do not fit: an unknown handler, arguments that cannot be read. Trying again does not help. */
    CONFIG,
    /** The worker: it is busy or ends, or the result cannot be sent. */
    EXECUTOR,
    /** The way there and back. */
    TRANSPORT;

    /** As it is written on the wire. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
