package dev.wove;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that items of a mapped task made, even if the task itself timed out, failed or was cancelled.
 * Implemented by Wove only.
 *
 * @param <T> what one item makes; with {@code eachSettled} an {@link Outcome}
 */
public interface FinishedItems<T extends @Nullable Object> {
    /** The name of the mapped task. */
    String task();

    /** The values made, by the position of the item in the source, in that order; null may be among it. */
    Map<Integer, T> values();

    /**
     * The positions of the items that have made nothing, ascending: those that failed, were cancelled, or never ran. Of a
     * source that does not know its size, such as a sequence or a flow, only what it had given when the task ended counts.
     */
    List<Integer> missing();
}
