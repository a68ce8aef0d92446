package dev.wove.internal.environment;

import java.security.SecureRandom;

/** Random names, so that the runs of two processes are never taken for each other. */
final class Sessions {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sessions() {}

    /** Twelve letters and digits. */
    static String next() {
        return String.format("%012x", RANDOM.nextLong() & 0xffff_ffff_ffffL);
    }
}
