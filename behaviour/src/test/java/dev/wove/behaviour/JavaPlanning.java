package dev.wove.behaviour;

import dev.wove.Task;
import dev.wove.java.Wove;
import java.util.List;

/** Weaves with mistakes, as a Java program makes them. */
final class JavaPlanning {
    private JavaPlanning() {}

    @SuppressWarnings("unchecked")
    static void mapOverUnknownName() {
        Wove.weave("w", w -> {
            w.task("posts", () -> List.of(1));
            var posts = (Task<List<Integer>>) (Task<?>) w.ref("pots", List.class);
            return w.each("each", posts, item -> item);
        });
    }

    static void wrongTypeByName() {
        Wove.weave("w", w -> {
            w.task("number", () -> 1);
            var text = w.ref("number", String.class);
            return w.task("user", text, t -> t.length());
        });
    }
}
