package dev.wove.environment;

import org.jspecify.annotations.Nullable;

/** The worker of a run was lost, and nobody can tell whether it has ended. Retries apply. */
public class DeliveryOrphanedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String runId;

    public DeliveryOrphanedException(String message, String runId, @Nullable Throwable cause) {
        super(message, cause);
        this.runId = runId;
    }

    /** By which a run that was {@linkplain OrphanPolicy#DETACH detached} can be attached to again. */
    public String runId() {
        return runId;
    }
}
