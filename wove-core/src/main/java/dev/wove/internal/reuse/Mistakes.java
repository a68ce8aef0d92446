package dev.wove.internal.reuse;

import dev.wove.internal.reuse.Mistake.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that was found to be wrong with a weave class. */
final class Mistakes {
    private final List<Mistake> all = new ArrayList<>();

    /** One that concerns all of {@code task}, or the class if there is none. */
    void add(Kind kind, String text, @Nullable TaskMethod task) {
        add(kind, text, task, null);
    }

    void add(Kind kind, String text, @Nullable TaskMethod task, @Nullable ParameterModel parameter) {
        all.add(new Mistake(kind, text, task == null ? null : task.declared, parameter));
    }

    boolean has(Kind kind) {
        return all.stream().anyMatch(mistake -> mistake.kind() == kind);
    }

    /** In the order of the tasks, those of the class first. */
    List<Mistake> inOrderOf(List<TaskMethod> tasks) {
        var order = tasks.stream().map(task -> task.declared).toList();
        var sorted = new ArrayList<>(all);
        sorted.sort((a, b) -> Integer.compare(order.indexOf(a.method()), order.indexOf(b.method())));
        return sorted;
    }
}
