package dev.wove.examples.aggregator;

/** The warehouse answered with another status than 200. */
public final class WarehouseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public WarehouseException(int yarn, int status) {
        super("Yarn " + yarn + " was answered with status " + status);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
