package dev.wove.trace;

import dev.wove.Policy;
import dev.wove.TaskKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trace of one task. Times are from the start of its run. Implemented by Wove only. */
public interface TaskTrace {
    /** How many waits are kept one by one. */
    int MOST_WAITS = 64;

    /** How many attempts are kept one by one. */
    int MOST_ATTEMPTS = 64;

    /** How many weaves inside are kept. */
    int MOST_NESTED = 64;

    /** The task's name. */
    String name();

    /** Its position in the order declared. */
    int index();

    /** How its body ran. */
    TaskKind kind();

    /** Whether it ran once per item of a source. */
    boolean mapped();

    /** The tasks it waited for: declared inputs in the order declared, then discovered ones in the order it happened. */
    List<InputTrace> inputs();

    /** The names of the tasks that declared it as an input, in the order declared. */
    List<String> dependents();

    /** Its options. */
    Policy policy();

    /** When it was declared: zero, unless it was declared while the weave ran. */
    Duration declared();

    /** When its declared inputs had ended. */
    Duration ready();

    /** When its first attempt began; equal to {@code ended} for a task that never started. */
    Duration started();

    /** When its outcome was known. */
    Duration ended();

    /** How it ended. */
    Ended how();

    /** The reason that it has no value, or null if it succeeded. */
    @Nullable
    FailureTrace failure();

    /** Its waits, in the order they began; at most {@link #MOST_WAITS} of those that were longest. */
    List<Wait> waits();

    /** All its waits together, by cause, the longest first; those of items are added up. */
    List<Waiting> waiting();

    /** Each call of its body, the first {@link #MOST_ATTEMPTS}; none if it never started or is mapped. */
    List<AttemptTrace> attempts();

    /** How many attempts there were. */
    int attemptCount();

    /** How its items ended, if it is mapped and has started; else null. */
    @Nullable
    ItemsTrace items();

    /** The weaves that ran in its body, in the order they started, the first {@link #MOST_NESTED}. */
    List<NestedTrace> nested();

    /** How many weaves ran in its body. */
    int nestedCount();

    /**
     * How long its bodies worked: attempts or items, added up, without what they waited for in their midst and between
     * attempts. A weave inside counts as work of the body that waits for it, or, where its trace is known, as what its own
     * bodies worked.
     */
    Duration worked();

    /** From ready to started. */
    default Duration waited() {
        return started().minus(ready());
    }

    /** From started to ended, all attempts and the waits between them included. */
    default Duration ran() {
        return ended().minus(started());
    }

    /** The names of the inputs that its body awaited without declaring them. */
    default List<String> discovered() {
        return inputs().stream()
                .filter(input -> !input.isDeclared())
                .map(InputTrace::task)
                .toList();
    }
}
