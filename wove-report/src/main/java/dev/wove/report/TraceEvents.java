package dev.wove.report;

import dev.wove.internal.text.DurationText;
import dev.wove.report.Rows.Run;
import dev.wove.trace.Ended;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Writes a run in Chrome's trace event format. Times are microseconds with three decimals, counted from the start of the run. */
final class TraceEvents {
    private static final int MICRO_DIGITS = 3;

    private final JsonGenerator json;
    private final Trace trace;
    private int arrows;

    TraceEvents(JsonGenerator json, Trace trace) {
        this.json = json;
        this.trace = trace;
    }

    void write() {
        json.writeStartObject();
        json.writeStringProperty("displayTimeUnit", "ms");
        json.writeName("otherData");
        json.writeStartObject();
        json.writeStringProperty("weave", trace.weave());
        json.writeStringProperty("startedAt", trace.startedAt().toString());
        json.writeEndObject();
        json.writeArrayPropertyStart("traceEvents");
        int process = 1;
        for (var run : Rows.of(trace).runs()) {
            run(run, process++);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void run(Run run, int process) {
        var lanes = new Lanes(run.trace().tasks());
        named("process_name", process, 0, run.place());
        order("process_sort_index", process, 0, process);
        for (int lane = 1; lane <= lanes.count(); lane++) {
            named("thread_name", process, lane, "lane " + lane);
            order("thread_sort_index", process, lane, lane);
        }
        var path = Set.copyOf(run.trace().criticalPath().tasks());
        for (var task : run.trace().tasks()) {
            var place = new Place(process, lanes.of(task), run.startNanos());
            if (task.how() == Ended.SKIPPED) {
                skipped(task, place);
            } else {
                waits(task, place);
                task(task, place, path.contains(task.name()));
                attempts(task, place);
            }
        }
        arrows(run, lanes, process);
        working(run, process);
    }

    /** Where events go: which lane of which process, and how much later than the outermost run it started. */
    private record Place(int process, int lane, long startNanos) {}

    private void task(TaskTrace task, Place place, boolean critical) {
        slice(task.name(), critical ? "task,critical" : "task", task.started(), task.ended(), place);
        json.writeStringProperty("kind", Names.of(task.kind()));
        json.writeStringProperty("outcome", Names.of(task.how()));
        json.writeBooleanProperty("critical path", critical);
        if (!task.inputs().isEmpty()) {
            json.writeStringProperty(
                    "inputs",
                    String.join(
                            ", ",
                            task.inputs().stream().map(input -> input.task()).toList()));
        }
        if (task.items() != null) {
            json.writeNumberProperty("items", task.items().statistics().count());
        }
        elsewhere(task);
        if (task.failure() != null) {
            json.writeStringProperty("failure", task.failure().toString());
        }
        end();
    }

    /** How the last attempt went that ran elsewhere. */
    private void elsewhere(TaskTrace task) {
        var remote = Names.lastElsewhere(task);
        if (remote == null) {
            return;
        }
        json.writeStringProperty("environment", remote.environment());
        if (remote.worker() != null) {
            json.writeStringProperty("worker", remote.worker());
        }
        json.writeStringProperty("run", remote.runId());
        if (remote.workerRan() != null) {
            json.writeStringProperty("worked there", DurationText.of(remote.workerRan()));
        }
        if (remote.network() != null) {
            json.writeStringProperty("under way", DurationText.of(remote.network()));
        }
        json.writeNumberProperty("resends", remote.resends());
    }

    /** What the task waited for when it was ready, and what it waited for while it ran. */
    private void waits(TaskTrace task, Place place) {
        for (var wait : task.waits()) {
            if (wait.item() < 0
                    && wait.from().compareTo(task.ready()) >= 0
                    && !wait.duration().isZero()) {
                slice("waits: " + Names.of(wait.cause()), "wait", wait.from(), wait.to(), place);
                if (wait.on() != null) {
                    json.writeStringProperty("on", wait.on());
                }
                json.writeStringProperty("task", task.name());
                end();
            }
        }
    }

    private void attempts(TaskTrace task, Place place) {
        if (task.attemptCount() < 2) {
            return;
        }
        for (var attempt : task.attempts()) {
            slice("attempt " + attempt.number(), "attempt", attempt.started(), attempt.ended(), place);
            json.writeStringProperty("outcome", Names.of(attempt.how()));
            if (attempt.failure() != null) {
                json.writeStringProperty("failure", attempt.failure().toString());
            }
            end();
        }
    }

    private void skipped(TaskTrace task, Place place) {
        begin(task.name() + " was skipped", "i", place.process, place.lane);
        json.writeStringProperty("cat", "task");
        time("ts", task.ended(), place.startNanos);
        json.writeStringProperty("s", "p");
        json.writeName("args");
        json.writeStartObject();
        if (task.failure() != null) {
            json.writeStringProperty("because", task.failure().toString());
        }
        end();
    }

    /** From the end of each input to the start of the task. An arrow belongs to the slice that is open at its time. */
    private void arrows(Run run, Lanes lanes, int process) {
        var tasks = new HashMap<String, TaskTrace>();
        run.trace().tasks().forEach(task -> tasks.put(task.name(), task));
        for (var task : run.trace().tasks()) {
            for (var input : task.inputs()) {
                var from = tasks.get(input.task());
                if (from == null || from.how() == Ended.SKIPPED || task.how() == Ended.SKIPPED) {
                    continue;
                }
                arrows++;
                var lastInstant =
                        from.ran().isZero() ? from.ended() : from.ended().minusNanos(1);
                arrow("s", new Place(process, lanes.of(from), run.startNanos()), lastInstant);
                var reached = input.isDeclared() && task.started().compareTo(lastInstant) >= 0
                        ? task.started()
                        : lastInstant; // awaited by the body, or taken item by item
                arrow("f", new Place(process, lanes.of(task), run.startNanos()), reached);
            }
        }
    }

    private void arrow(String phase, Place place, Duration at) {
        begin("input", phase, place.process, place.lane);
        json.writeStringProperty("cat", "input");
        json.writeNumberProperty("id", arrows);
        if (phase.equals("f")) {
            json.writeStringProperty("bp", "e");
        }
        time("ts", at, place.startNanos);
        json.writeEndObject();
    }

    /** How many bodies work, whenever that changes. */
    private void working(Run run, int process) {
        Profile.withoutWeavesInside(run.trace()).changes((nanos, bodies) -> {
            begin("bodies working", "C", process, 0);
            time("ts", Duration.ofNanos(nanos), run.startNanos());
            json.writeName("args");
            json.writeStartObject();
            json.writeNumberProperty("bodies", Profile.rounded(bodies));
            end();
        });
    }

    // The format

    private void named(String what, int process, int lane, String name) {
        begin(what, "M", process, lane);
        json.writeName("args");
        json.writeStartObject();
        json.writeStringProperty("name", name);
        end();
    }

    private void order(String what, int process, int lane, int index) {
        begin(what, "M", process, lane);
        json.writeName("args");
        json.writeStartObject();
        json.writeNumberProperty("sort_index", index);
        end();
    }

    /** Leaves the arguments open. */
    private void slice(String name, String category, Duration from, Duration to, Place place) {
        begin(name, "X", place.process, place.lane);
        json.writeStringProperty("cat", category);
        time("ts", from, place.startNanos);
        time("dur", to.minus(from), 0);
        json.writeName("args");
        json.writeStartObject();
    }

    private void begin(String name, String phase, int process, int lane) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("ph", phase);
        json.writeNumberProperty("pid", process);
        json.writeNumberProperty("tid", lane);
    }

    private void time(String name, Duration at, long startNanos) {
        json.writeNumberProperty(name, BigDecimal.valueOf(startNanos + at.toNanos(), MICRO_DIGITS));
    }

    /** Closes the arguments and the event. */
    private void end() {
        json.writeEndObject();
        json.writeEndObject();
    }
}
