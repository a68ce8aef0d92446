package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells runs apart: equal where the number is. Implemented by Wove only. */
public interface RunId {
    /** Unique in this JVM. */
    long number();

    /** The name of the weave. */
    String weave();

    /** The run whose task it runs in, or null if it runs in none. */
    @Nullable
    RunId around();

    /** The name of that task, or null. */
    @Nullable
    String task();

    /** The position of the item whose body it runs in, or -1. */
    int item();

    /** When it started, from the start of the outermost run; zero for that one itself. */
    Duration began();

    /** The run that this one is, however deep, inside of. */
    default RunId outermost() {
        RunId run = this;
        for (var next = around(); next != null; next = next.around()) {
            run = next;
        }
        return run;
    }
}
