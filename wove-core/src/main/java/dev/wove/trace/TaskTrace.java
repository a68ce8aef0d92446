package dev.wove.trace;

import dev.wove.Policy;
import dev.wove.TaskKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one task. Times are from the start of its run.
 *
 * @param name the task's name
 * @param index its position in the order declared
 * @param kind how its body ran
 * @param mapped whether it ran once per item of a source
 * @param inputs what it waited for: declared inputs in the order declared, then discovered ones in the order it happened
 * @param dependents the names of the tasks that declared it as an input, in the order declared
 * @param policy its options
 * @param declared when it was declared: zero, unless it was declared while the weave ran
 * @param ready when its declared inputs had ended
 * @param started when its first attempt began; equal to {@code ended} for a task that never started
 * @param ended when its outcome was known
 * @param how how it ended
 * @param failure what kept it from having a value, or null if it succeeded
 * @param waits what it waited for, in the order it began; at most {@link #MOST_WAITS} of those that were longest
 * @param waiting all its waits together, by cause, the longest first; those of items are added up
 * @param attempts each call of its body, the first {@link #MOST_ATTEMPTS}; none if it never started or is mapped
 * @param attemptCount how many there were
 * @param items what became of its items, if it is mapped and has started; else null
 * @param nested the weaves that ran in its body, in the order they started, the first {@link #MOST_NESTED}
 * @param nestedCount how many there were
 */
public record TaskTrace(
        String name,
        int index,
        TaskKind kind,
        boolean mapped,
        List<InputTrace> inputs,
        List<String> dependents,
        Policy policy,
        Duration declared,
        Duration ready,
        Duration started,
        Duration ended,
        Ended how,
        @Nullable FailureTrace failure,
        List<Wait> waits,
        List<Waiting> waiting,
        List<AttemptTrace> attempts,
        int attemptCount,
        @Nullable ItemsTrace items,
        List<NestedTrace> nested,
        int nestedCount) {

    /** How many waits are kept one by one. */
    public static final int MOST_WAITS = 64;

    /** How many attempts are kept one by one. */
    public static final int MOST_ATTEMPTS = 64;

    /** How many weaves inside are kept. */
    public static final int MOST_NESTED = 64;

    public TaskTrace {
        inputs = List.copyOf(inputs);
        dependents = List.copyOf(dependents);
        waits = List.copyOf(waits);
        waiting = List.copyOf(waiting);
        attempts = List.copyOf(attempts);
        nested = List.copyOf(nested);
    }

    /** From ready to started. */
    public Duration waited() {
        return started.minus(ready);
    }

    /** From started to ended, all attempts and the waits between them included. */
    public Duration ran() {
        return ended.minus(started);
    }

    /** The names of the inputs that its body awaited without declaring them. */
    public List<String> discovered() {
        return inputs.stream()
                .filter(input -> !input.isDeclared())
                .map(InputTrace::task)
                .toList();
    }
}
