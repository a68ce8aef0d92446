package dev.wove.test;

/**
 * A part of a test that returns nothing.
 *
 * @param <X> what it throws
 */
@FunctionalInterface
public interface TestAction<X extends Exception> {
    void run() throws X;
}
