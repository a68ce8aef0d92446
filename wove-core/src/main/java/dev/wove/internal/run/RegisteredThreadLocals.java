package dev.wove.internal.run;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;

/** The thread-locals known to micrometer's context-propagation. Loaded only where that library is present. */
final class RegisteredThreadLocals {
    /** What the caller had no value of is taken off the threads of its bodies: it may be who somebody else is. */
    private static final ContextSnapshotFactory SNAPSHOTS =
            ContextSnapshotFactory.builder().clearMissing(true).build();

    private final ContextSnapshot snapshot;

    private RegisteredThreadLocals(ContextSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Null if none are registered. */
    static @Nullable RegisteredThreadLocals capture() {
        return ContextRegistry.getInstance().getThreadLocalAccessors().isEmpty()
                ? null
                : new RegisteredThreadLocals(SNAPSHOTS.captureAll());
    }

    AutoCloseable install() {
        return snapshot.setThreadLocals();
    }
}
