package dev.wove.report;

import dev.wove.trace.NestedTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tasks of a run and, behind them, the weaves inside and their tasks: numbered, and each behind what it is inside of. */
final class Rows {
    private final List<Row> rows = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    /**
     * One run, the outermost or one inside.
     *
     * @param place its name, behind those of what it is inside of
     * @param numbers those of its tasks by name
     */
    record Run(Trace trace, String place, long startNanos, Map<String, Integer> numbers) {}

    /**
     * A task, or a weave inside a task.
     *
     * @param run the run it is part of
     * @param task the task, or null for a weave
     * @param weave the weave, or null for a task
     * @param inside the number of the task or weave around it, or -1
     */
    record Row(Run run, @Nullable TaskTrace task, @Nullable NestedTrace weave, int inside) {}

    private Rows() {}

    static Rows of(Trace trace) {
        var rows = new Rows();
        rows.add(trace, trace.weave(), -1, 0);
        return rows;
    }

    List<Row> all() {
        return rows;
    }

    /** The outermost run and those inside of which more than the end is known. */
    List<Run> runs() {
        return runs;
    }

    private void add(Trace trace, String place, int inside, long startNanos) {
        var run = new Run(trace, place, startNanos, new HashMap<>());
        runs.add(run);
        for (var task : trace.tasks()) {
            run.numbers.put(task.name(), rows.size());
            rows.add(new Row(run, task, null, inside));
        }
        for (var task : trace.tasks()) {
            for (var weave : task.nested()) {
                int number = rows.size();
                rows.add(new Row(run, null, weave, run.numbers.get(task.name())));
                if (weave.trace() != null) {
                    var within = place + " > " + task.name() + " > " + Names.of(weave);
                    add(
                            weave.trace(),
                            within,
                            number,
                            startNanos + weave.started().toNanos());
                }
            }
        }
    }
}
