package dev.wove.internal.run;

import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Tells which lock a platform thread waits for and who has it, where the JVM has the module that knows. */
public final class LockOwner {
    private static final boolean IS_KNOWN =
            ModuleLayer.boot().findModule("java.management").isPresent();

    private LockOwner() {}

    /** {@code "lock java.lang.Object@1b held by thread 'x'"}, or null if the thread waits for none that somebody holds. */
    public static @Nullable String of(Thread waiting) {
        return IS_KNOWN ? find(waiting) : null;
    }

    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private static @Nullable String find(Thread waiting) {
        var info = ManagementFactory.getThreadMXBean().getThreadInfo(waiting.getId());
        if (info == null || info.getLockOwnerName() == null) {
            return null;
        }
        return "lock " + info.getLockName() + " held by thread '" + info.getLockOwnerName() + "'";
    }
}
