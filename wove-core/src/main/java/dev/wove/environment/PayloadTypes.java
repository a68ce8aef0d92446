package dev.wove.environment;

import java.lang.reflect.Type;

/**
 * Tells which types can leave the process, for whoever declares a remote task. Found by {@link java.util.ServiceLoader};
 * {@code wove-remote} brings one.
 */
public interface PayloadTypes {
    /**
     * Does nothing if values of {@code declared} can be sent.
     *
     * @throws IllegalArgumentException if they cannot; the message says where in the type, and how to change that
     */
    void check(Type declared);
}
