package dev.wove.config;

import dev.wove.PlanException;

/** The configuration says what cannot be. The message says which setting, where it is from, and how to fix it. */
public class ConfigurationException extends PlanException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
