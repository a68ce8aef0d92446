package dev.wove.report;

import dev.wove.trace.NestedTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    private final Shown shown;
    private int room;

    private Rows(Shown shown, int most) {
        this.shown = shown;
        this.room = most;
    }

    /** All there are. */
    static Rows of(Trace trace) {
        return of(trace, Integer.MAX_VALUE);
    }

    /** At most so many, those that tell most. */
    static Rows of(Trace trace, int most) {
        var shown = Shown.most(most);
        return of(trace, most, shown, shown.of(trace));
    }

    /** Of the run before the one that {@code later} is of. */
    static Rows before(Trace trace, int most, Trace later, Rows laterRows) {
        boolean allLater = later.tasks().size() == laterRows.runs.get(0).numbers.size();
        if (allLater && trace.tasks().size() <= most) {
            return of(trace, most);
        }
        var names = later.tasks().stream().map(TaskTrace::name).collect(Collectors.toSet());
        var shown = Shown.most(most);
        var tasks = shown.before(trace, laterRows.runs.get(0).numbers.keySet(), names::contains);
        return of(trace, Math.max(most, tasks.size()), shown, tasks);
    }

    private static Rows of(Trace trace, int most, Shown shown, List<TaskTrace> tasks) {
        var rows = new Rows(shown, most);
        rows.add(trace, tasks, trace.weave(), -1, 0);
        return rows;
    }

    List<Row> all() {
        return rows;
    }

    /** The outermost run and those inside of which more than the end is known. */
    List<Run> runs() {
        return runs;
    }

    private void add(Trace trace, List<TaskTrace> tasks, String place, int inside, long startNanos) {
        var run = new Run(trace, place, startNanos, new HashMap<>());
        runs.add(run);
        room -= tasks.size();
        for (var task : tasks) {
            run.numbers.put(task.name(), rows.size());
            rows.add(new Row(run, task, null, inside));
        }
        for (var task : tasks) {
            for (var weave : task.nested()) {
                if (room <= 0) {
                    return;
                }
                int number = rows.size();
                room--;
                rows.add(new Row(run, null, weave, run.numbers.get(task.name())));
                if (weave.trace() != null) {
                    var within = place + " > " + task.name() + " > " + Names.of(weave);
                    add(
                            weave.trace(),
                            shown.within(weave.trace(), room),
                            within,
                            number,
                            startNanos + weave.started().toNanos());
                }
            }
        }
    }
}
