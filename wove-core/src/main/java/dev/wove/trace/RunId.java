package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells runs apart.
 *
 * @param number unique in this JVM
 * @param weave the name of the weave
 * @param around the run whose task it runs in, or null if it runs in none
 * @param task the name of that task, or null
 * @param item the position of the item whose body it runs in, or -1
 * @param began when it started, from the start of the outermost run; zero for that one itself
 */
public record RunId(
        long number,
        String weave,
        @Nullable RunId around,
        @Nullable String task,
        int item,
        Duration began) {

    /** The run that this one is, however deep, inside of. */
    public RunId outermost() {
        var run = this;
        while (run.around != null) {
            run = run.around;
        }
        return run;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunId id && id.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return (around == null ? "" : around + "/" + task + (item < 0 ? "" : "[" + item + "]") + "/") + weave;
    }
}
