package dev.wove.examples.postpage;

/** A service answered with another status than 200. */
public final class PartnerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public PartnerException(String request, int status) {
        super(request + " was answered with status " + status);
        this.status = status;
    }

    /** Whether asking again may help. */
    public boolean isTemporary() {
        return status == 503;
    }
}
