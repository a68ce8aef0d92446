package dev.wove.benchmarks.shape;

/** A side did not compute what its shape asks for, so that its time would mean nothing. */
public final class WrongResultException extends Exception {
    private static final long serialVersionUID = 1;

    WrongResultException(String message) {
        super(message);
    }
}
