package dev.wove;

/**
 * The weave, or one option of it, cannot work as declared. Thrown before anything runs; the message says what is wrong,
 * where, and how to fix it.
 */
public class PlanException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public PlanException(String message) {
        super(message);
    }
}
