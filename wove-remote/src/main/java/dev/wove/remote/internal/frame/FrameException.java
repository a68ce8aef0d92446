package dev.wove.remote.internal.frame;

/** What was received is no frame. The message never holds what it was. */
public final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FrameException(String message) {
        super(message);
    }
}
