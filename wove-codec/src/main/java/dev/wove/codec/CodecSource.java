package dev.wove.codec;

/**
 * Tells two processes in the same way what may pass between them. Implemented by a class with a constructor without
 * parameters, of which each of them makes an instance.
 */
public interface CodecSource {
    /** The types that may pass. Called once per run or connection, in both processes. */
    Codecs codecs();
}
