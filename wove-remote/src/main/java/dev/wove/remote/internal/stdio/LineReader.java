package dev.wove.remote.internal.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes, none of which may be longer than a limit. Not thread-safe. */
final class LineReader {
    private final InputStream in;
    private final long longest;
    private final byte[] buffer = new byte[16 << 10];
    private int from;
    private int to;

    LineReader(InputStream in, long longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * The next line without its end; null after the last. What follows the last end of a line is none.
     *
     * @throws IOException if it is too long, or the stream fails
     */
    byte @Nullable [] next() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            for (int i = from; i < to; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, from, i - from);
                    from = i + 1;
                    return line.toByteArray();
                }
            }
            line.write(buffer, from, to - from);
            if (line.size() > longest) {
                throw new IOException("A line is longer than " + longest + " bytes.");
            }
            from = 0;
            to = Math.max(in.read(buffer), 0);
            if (to == 0) {
                return null;
            }
        }
    }
}
