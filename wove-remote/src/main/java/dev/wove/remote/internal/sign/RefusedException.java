package dev.wove.remote.internal.sign;

/** A request is not let in. The message says which check failed, and not what was expected. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    public RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** As HTTP has it. */
    public int status() {
        return status;
    }
}
