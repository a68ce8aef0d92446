package dev.wove.internal.graph;

import dev.wove.Task;
import dev.wove.TaskInput;

/** A task among the inputs whose failure its consumer reads as data. */
public record TakenInput(Task<?> task, Mode mode) implements TaskInput {
    /** The task that stands among the inputs, however it is taken. */
    public static Task<?> taskOf(TaskInput input) {
        return input instanceof TakenInput taken ? taken.task : (Task<?>) input;
    }

    /** Which accessor reads it. */
    public enum Mode {
        SETTLED("settled", "outcome()"),
        OR_NULL("orNull", "orNull()");

        public final String word;
        public final String accessor;

        Mode(String word, String accessor) {
            this.word = word;
            this.accessor = accessor;
        }
    }
}
