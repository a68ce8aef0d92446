package dev.wove.codec;

import org.jspecify.annotations.Nullable;

/**
 * Brings values of one type into JSON and back. Used by several threads at once.
 *
 * <p>One that is {@linkplain Codecs#with registered} may write any text instead, which then stands in JSON as a string, and is
 * never asked for null.
 *
 * @param <T> the type of the values
 */
public interface Codec<T extends @Nullable Object> {
    /** The text for {@code value}. */
    String encode(T value) throws Exception;

    /** The value that {@code text} was made of. */
    T decode(String text) throws Exception;
}
