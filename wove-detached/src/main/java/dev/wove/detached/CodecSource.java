package dev.wove.detached;

/**
 * Tells both processes what may pass between them. Implemented by a class with a constructor without parameters, which each
 * of them makes an instance of.
 */
public interface CodecSource {
    /** The types that may pass. Called once per run, in both processes. */
    Codecs codecs();
}
