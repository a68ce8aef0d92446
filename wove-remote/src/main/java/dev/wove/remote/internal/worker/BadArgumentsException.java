package dev.wove.remote.internal.worker;

/** The arguments of a run do not fit its handler. The message holds no value. */
final class BadArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadArgumentsException(String message) {
        super(message);
    }
}
