package dev.wove.test;

import org.jspecify.annotations.Nullable;

/**
 * A part of a test that returns something.
 *
 * @param <T> what it returns
 * @param <X> what it throws
 */
@FunctionalInterface
public interface TestBlock<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
}
