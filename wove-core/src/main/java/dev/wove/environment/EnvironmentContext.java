package dev.wove.environment;

/** The facts that an environment is told when it starts. Implemented by Wove only, but for tests of executors. */
public interface EnvironmentContext {
    /** The name that configuration gives it. */
    String environment();

    /** How runs are delivered where a task does not say otherwise. */
    Delivery delivery();

    EnvironmentClock clock();

    /** Whom to tell about workers. */
    ConnectionEvents connection();
}
