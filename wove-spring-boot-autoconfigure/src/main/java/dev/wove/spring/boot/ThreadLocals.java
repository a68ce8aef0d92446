package dev.wove.spring.boot;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;

/** What context-propagation carries. Loaded only where that is there. */
final class ThreadLocals {
    private ThreadLocals() {}

    /** Registers {@code accessor} unless there is one of its key, as of another context or of Spring itself. */
    static void register(ThreadLocalAccessor<?> accessor) {
        var registry = ContextRegistry.getInstance();
        if (registry.getThreadLocalAccessors().stream()
                .noneMatch(known -> known.key().equals(accessor.key()))) {
            registry.registerThreadLocalAccessor(accessor);
        }
    }
}
