package dev.wove.internal.graph;

import dev.wove.PlanException;
import org.jspecify.annotations.Nullable;

/** What Java code can leave null though a weave cannot do without it. */
public final class NotNull {
    private NotNull() {}

    /**
     * Says that something is null.
     *
     * @param what begins the sentence: what is null, of whom
     * @param instead what to do about it
     */
    public static PlanException missing(String what, String instead) {
        return new PlanException(what + " is null.\n  " + instead);
    }

    /** The same of a name that is there, but has nothing to read. */
    public static PlanException blank(String what, String instead) {
        return new PlanException(what + " is empty.\n  " + instead);
    }

    /** {@code value}, which must not be null; see {@link #missing}. */
    public static <T> T of(@Nullable T value, String what, String instead) {
        if (value == null) {
            throw missing(what, instead);
        }
        return value;
    }
}
