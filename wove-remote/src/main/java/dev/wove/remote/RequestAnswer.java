package dev.wove.remote;

import java.io.IOException;

/**
 * The answer to one request, written by Wove through the server that took it, see {@link MountedDoor}. Called by one thread at a
 * time, though not always the same one. What it throws, or a client that is gone, counts as a coordinator that cannot be reached.
 */
public interface RequestAnswer {
    /**
     * Comes first, and once.
     *
     * @param length of what follows in bytes; negative if that is not known yet, and then each part is to leave at once
     */
    void begin(int status, String contentType, long length) throws IOException;

    /** A part of the body. May block until it has left. */
    void write(byte[] part) throws IOException;

    /** Nothing more comes. Called in any case, and at most once; does not throw for a client that is gone. */
    void end();
}
