package dev.wove.environment;

import dev.wove.TaskTimeoutException;
import java.time.Duration;

/** A remote run was not started, not heard of, or not ended in the time that {@link Delivery} gives it. Retries apply. */
public class DeliveryTimeoutException extends TaskTimeoutException {
    private static final long serialVersionUID = 1L;

    public DeliveryTimeoutException(String message, Duration limit) {
        super(message, limit);
    }
}
