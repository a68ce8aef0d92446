package dev.wove.internal.config;

import org.jspecify.annotations.Nullable;

/** A weave, whose configuration holds for what starts in its bodies as well. */
public interface Configured {
    /** Null if nothing is set in this process. */
    @Nullable
    RealConfiguration configuration();
}
