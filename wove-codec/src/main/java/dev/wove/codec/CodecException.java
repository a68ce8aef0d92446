package dev.wove.codec;

import org.jspecify.annotations.Nullable;

/** A type cannot pass between processes, or a value or text does not fit its type. The message tells which, and never the value. */
public final class CodecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
