package dev.wove.environment;

import java.util.Map;
import java.util.Set;

/** Makes executors by the name that a configuration file gives. Found by {@link java.util.ServiceLoader}. */
public interface EnvironmentProvider {
    /** The word for {@code wove.environments.<name>.executor}, as {@code http}. */
    Set<String> executors();

    /**
     * The keys that may stand beside it.
     *
     * @param executor one of {@link #executors()}
     */
    Set<String> settings(String executor);

    /**
     * @param executor one of {@link #executors()}
     * @param settings what stands beside it, without the options of tasks and of delivery
     * @throws IllegalArgumentException if a setting is missing or wrong; the message names it
     */
    EnvironmentSource create(String executor, Map<String, String> settings);
}
