package dev.wove.benchmarks.measure;

/** A side gave no measurement; the message says why. */
final class CannotRunException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean wrongResult;

    CannotRunException(String reason, boolean wrongResult) {
        super(reason);
        this.wrongResult = wrongResult;
    }

    /** Whether it ran, but did not do what its shape asks for: an error of the benchmark, not a limit of the library. */
    boolean isWrongResult() {
        return wrongResult;
    }
}
