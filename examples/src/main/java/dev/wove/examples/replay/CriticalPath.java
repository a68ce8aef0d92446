package dev.wove.examples.replay;

import dev.wove.examples.replay.Trace.TracedTask;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A chain of tasks that took longest: no schedule is shorter, however many tasks run at once. */
public record CriticalPath(List<String> ids, double seconds) {

    /** Finds one. In {@code order}, every task stands after its parents. */
    public static CriticalPath of(Trace trace, List<String> order) {
        var tasks = trace.tasks().stream().collect(Collectors.toMap(TracedTask::id, Function.identity()));
        var ends = new HashMap<String, Long>();
        for (var id : order) {
            var task = tasks.get(id);
            var last = lastParent(task, ends);
            ends.put(id, task.micros() + (last == null ? 0 : ends.get(last)));
        }
        var ids = new LinkedList<String>();
        var last = order.stream().max(Comparator.comparing(ends::get)).orElse(null);
        double seconds = last == null ? 0 : ends.get(last) / Trace.MICROS_PER_SECOND;
        for (var id = last; id != null; id = lastParent(tasks.get(id), ends)) {
            ids.addFirst(id);
        }
        return new CriticalPath(List.copyOf(ids), seconds);
    }

    private static @Nullable String lastParent(TracedTask task, HashMap<String, Long> ends) {
        return task.parents().stream().max(Comparator.comparing(ends::get)).orElse(null);
    }
}
