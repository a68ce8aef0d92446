package dev.wove.environment;

/** The arguments of a run are larger than what may be sent. Nothing was sent. */
public class PayloadTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long bytes;
    private final long limit;

    public PayloadTooLargeException(String message, long bytes, long limit) {
        super(message);
        this.bytes = bytes;
        this.limit = limit;
    }

    public long bytes() {
        return bytes;
    }

    public long limit() {
        return limit;
    }
}
