package dev.wove.environment;

/** The fate of a run whose worker was lost while it may have run. */
public enum OrphanPolicy {
    /** The task fails with a {@link DeliveryOrphanedException}, which can be retried. The default. */
    FAIL,
    /** The task fails, after its worker was told to stop the run, in case it can still hear that. */
    CANCEL,
    /** It is sent again, to another worker where there is one. Needs an {@linkplain Delivery#idempotencyKey() idempotency key}. */
    REQUEUE,
    /** The worker goes on and keeps the result; the task fails with the id by which it can be had later. */
    DETACH
}
