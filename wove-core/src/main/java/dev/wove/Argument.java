package dev.wove;

import org.jspecify.annotations.Nullable;

/**
 * An argument of a call in a scope: the result of another call, which is waited for before the body
 * runs, or a value that is there.
 *
 * <p>Obtained from a scope: a {@link DelayedResult} is one itself, and the scope makes others with {@code given},
 * {@code settled}, {@code orNull} and {@code all}. Implemented by Wove only.
 *
 * @param <T> the type of what the body gets
 */
public interface Argument<T extends @Nullable Object> {}
