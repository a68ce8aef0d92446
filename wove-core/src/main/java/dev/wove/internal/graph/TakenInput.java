package dev.wove.internal.graph;

import dev.wove.Task;
import dev.wove.TaskInput;

/** A task among the inputs whose failure its consumer reads as data. */
public record TakenInput(Task<?> task, Mode mode) implements TaskInput {
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
