package dev.wove.test;

/**
 * A test that runs in virtual time.
 *
 * @param <X> what it throws
 */
@FunctionalInterface
public interface VirtualTimeTest<X extends Exception> {
    void run(VirtualTime time) throws X;
}
