package dev.wove.internal.trace;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers the runs that somebody is told of. */
public final class RunNumbers {
    private static final AtomicLong LAST = new AtomicLong();

    private RunNumbers() {}

    public static long next() {
        return LAST.incrementAndGet();
    }
}
