package dev.wove.internal.run;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;

/** The thread-locals known to micrometer's context-propagation. Loaded only where that library is present. */
final class RegisteredThreadLocals {
    private static final ContextSnapshotFactory SNAPSHOTS =
            ContextSnapshotFactory.builder().build();

    private final ContextSnapshot snapshot;

    private RegisteredThreadLocals(ContextSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    static @Nullable RegisteredThreadLocals capture() {
        return ContextRegistry.getInstance().getThreadLocalAccessors().isEmpty()
                ? null
                : new RegisteredThreadLocals(SNAPSHOTS.captureAll());
    }

    AutoCloseable install() {
        return snapshot.setThreadLocals();
    }
}
