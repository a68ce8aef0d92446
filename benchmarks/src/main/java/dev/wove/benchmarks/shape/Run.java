package dev.wove.benchmarks.shape;

/** A side that is ready to run its shape, any number of times, one after the other. */
@FunctionalInterface
public interface Run extends AutoCloseable {
    /** Builds and runs everything once and returns the result. */
    Object once() throws Exception;

    /** Ends the threads that only this run uses. */
    @Override
    default void close() {}
}
