package dev.wove.remote.internal.worker;

/** There is no thread for a body. */
final class BodyNotStartedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BodyNotStartedException(Throwable cause) {
        super("The worker has no thread for another body now.", cause);
    }
}
