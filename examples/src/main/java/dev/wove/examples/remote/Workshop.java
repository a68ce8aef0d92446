package dev.wove.examples.remote;

import dev.wove.environment.EnvironmentSource;

/** Where the worker's process is. */
interface Workshop extends AutoCloseable {
    /** How it is reached. */
    EnvironmentSource environment();

    /** Ends the worker as {@code kill -9} does, and sees to it that there is another. */
    void kill() throws Exception;

    @Override
    void close();
}
