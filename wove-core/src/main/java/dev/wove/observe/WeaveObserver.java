package dev.wove.observe;

import dev.wove.WeaveOptions;
import dev.wove.config.WoveConfiguration;
import dev.wove.trace.WeaveListener;
import org.jspecify.annotations.Nullable;

/**
 * Is asked about each weave that starts whether it wants to see it: of all weaves if the configuration names it
 * ({@link WoveConfiguration.Builder#observer}), or of one and those inside it ({@link WeaveOptions#observer}).
 *
 * <p>What it throws, and what those throw that it gives, is logged, and leaves it out of the rest of that run; it never
 * changes a result. Must be safe to call from several threads.
 */
@FunctionalInterface
public interface WeaveObserver {
    /**
     * A weave starts. Called on the thread that starts it, which carries what the caller's did: its MDC, its current span. The
     * weave waits for it: return at once.
     *
     * @return who is told what happens in this run, and in no run inside it; null if that is nobody's business here. A
     *     {@link RunObserver} is around its bodies as well, which costs each of them a little
     */
    @Nullable
    WeaveListener starts(RunStart run);
}
