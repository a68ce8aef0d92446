package dev.wove;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a mapped task have made, also if the task has no value because it timed out, failed or was cancelled.
 * Implemented by Wove only.
 *
 * @param <T> what one item makes; with {@code eachSettled} an {@link Outcome}
 */
public interface FinishedItems<T extends @Nullable Object> {
    /** The name of the mapped task. */
    String task();

    /** What was made, by the position of the item in the source, in that order; null may be among it. */
    Map<Integer, T> values();

    /**
     * The positions of the items that have made nothing, ascending: those that failed, were cancelled, or never ran. Of a
     * source that does not know its size, such as a sequence or a flow, only what it had given when the task ended counts.
     */
    List<Integer> missing();
}
