package dev.wove.examples.replay;

/** A trace cannot be read. The message is one line, made to follow the name of the file. */
public final class TraceException extends Exception {
    private static final long serialVersionUID = 1L;

    public TraceException(String message) {
        super(message);
    }
}
