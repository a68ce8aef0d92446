package dev.wove.behaviour.background;

import dev.wove.java.Wove;
import java.util.List;

/** A program with nothing on its class path that Wove can do without. */
public final class AloneProgram {
    private AloneProgram() {}

    public static void main(String[] args) {
        int value = Wove.weave("w", w -> {
            var first = w.task("first", () -> 1);
            return w.task(
                    "sum",
                    first,
                    one -> one + Wove.merge("m", List.of(2), two -> two).get(0));
        });
        System.out.println("the value is " + value);
    }
}
