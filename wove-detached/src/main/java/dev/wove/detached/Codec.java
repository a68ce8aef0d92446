package dev.wove.detached;

/**
 * Brings values of one type into text and back. Used by several threads at once.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {
    /** The text for {@code value}. */
    String encode(T value) throws Exception;

    /** The value that {@code text} was made of. */
    T decode(String text) throws Exception;
}
