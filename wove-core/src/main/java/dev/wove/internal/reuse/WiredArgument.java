package dev.wove.internal.reuse;

/**
 * Where a parameter, or the items of a mapped task, come from.
 *
 * @param index which task or which input, -1 for the other kinds
 * @param hasDefault whether the parameter does without, having a default value in Kotlin
 */
public record WiredArgument(Kind kind, int index, boolean hasDefault) {
    public enum Kind {
        /** The value of a task. */
        TASK,
        /** The outcome of a task. */
        SETTLED,
        /** The value of a task, or null. */
        TASK_OR_NULL,
        /** An input. */
        INPUT,
        /** An input, or null. */
        INPUT_OR_NULL,
        /** The map of all inputs. */
        ALL_INPUTS,
        /** The item of a mapped task. */
        ITEM,
        /** Nothing: the method's own default value. */
        DEFAULT
    }

    public boolean isTask() {
        return kind == Kind.TASK || kind == Kind.SETTLED || kind == Kind.TASK_OR_NULL;
    }

    public boolean isInput() {
        return kind == Kind.INPUT || kind == Kind.INPUT_OR_NULL;
    }
}
