package dev.wove.internal.pool;

import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes threads that have nothing of whoever happens to need them first: they serve others later, who are somebody else,
 * and may outlive the application that its class loader belongs to.
 */
@SuppressWarnings(
        "removal") // Until 23, a thread keeps the access-control context it was made in, and the loaders in that.
public final class OwnThreads {
    private static final ThreadGroup GROUP = outermostGroup();
    private static final AccessControlContext NOBODY =
            new AccessControlContext(new ProtectionDomain[] {new ProtectionDomain(null, null)});

    private OwnThreads() {}

    private static ThreadGroup outermostGroup() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** A platform thread. */
    public static Thread daemon(Runnable action, String name) {
        return AccessController.doPrivileged(
                (PrivilegedAction<Thread>) () -> {
                    var thread = new Thread(GROUP, action, name, 0, false);
                    thread.setDaemon(true);
                    thread.setPriority(Thread.NORM_PRIORITY);
                    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
                    return thread;
                },
                NOBODY);
    }

    /** Makes virtual threads; null before JDK 21. */
    static @Nullable ThreadFactory virtual() {
        try {
            var type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            var builder = Thread.class.getMethod("ofVirtual").invoke(null);
            builder = type.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(builder, false);
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
