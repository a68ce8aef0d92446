package dev.wove.report;

import dev.wove.TaskKind;
import dev.wove.internal.text.PolicyText;
import dev.wove.report.Rows.Row;
import dev.wove.trace.CriticalPath.Step;
import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.InputTrace;
import dev.wove.trace.ItemTrace;
import dev.wove.trace.ItemsTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.Wait;
import dev.wove.trace.WaitCause;
import dev.wove.trace.Waiting;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes runs as model.js reads them. Times are nanoseconds from the start of the run. Properties of tasks have short names,
 * and those that are zero or empty are left out, for there may be ten thousand tasks.
 */
final class RunJson {
    private static final List<String> KINDS = Stream.concat(
                    Arrays.stream(TaskKind.values()).map(Names::of), Stream.of("weave"))
            .toList();

    /** For how many tasks of the critical path it is worked out what the run would take without them. */
    private static final int MOST_WITHOUT = 100;

    private final JsonGenerator json;
    private final RecordedRun run;
    private final Trace trace;
    private final Rows rows;
    private final List<Step> path;
    private final Map<FailureTrace, Integer> failures = new LinkedHashMap<>();
    private final Set<String> worthWithout;

    private RunJson(JsonGenerator json, RecordedRun run, Rows rows) {
        this.json = json;
        this.run = run;
        this.rows = rows;
        trace = run.trace();
        path = trace.criticalPath().steps();
        worthWithout = path.stream()
                .sorted(Comparator.comparing(Step::ran).reversed())
                .limit(MOST_WITHOUT)
                .map(Step::task)
                .collect(Collectors.toSet());
    }

    /** Writes the runs, the last of which is the one to look at, with at most so many tasks of each. */
    static void write(List<RecordedRun> runs, int most, JsonGenerator json) {
        json.writeStartObject();
        json.writeArrayPropertyStart("runs");
        var last = runs.get(runs.size() - 1);
        var rows = Rows.of(last.trace(), most);
        for (var run : runs) {
            boolean isLast = run == last;
            new RunJson(json, run, isLast ? rows : Rows.before(run.trace(), most, last.trace(), rows)).write();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write() {
        json.writeStartObject();
        json.writeStringProperty("weave", trace.weave());
        json.writeStringProperty("at", trace.startedAt().toString());
        json.writeStringProperty("outcome", Names.of(trace.ended()));
        json.writeNumberProperty("nanos", trace.duration().toNanos());
        json.writeNumberProperty("work", trace.worked().toNanos());
        json.writeNumberProperty(
                "ideal", trace.criticalPathWithoutWaits().duration().toNanos());
        strings("kinds", KINDS);
        strings("causes", Arrays.stream(WaitCause.values()).map(Names::of).toList());
        strings("takenAs", Arrays.stream(InputTrace.As.values()).map(Names::of).toList());
        waiting("waiting", trace.waiting());
        profile();
        counts();
        path();
        json.writeArrayPropertyStart("tasks");
        for (var row : rows.all()) {
            json.writeStartObject();
            if (row.task() == null) {
                weave(row);
            } else {
                task(row, row.task());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        failure("failure", trace.failure());
        failures();
        json.writeEndObject();
    }

    private void profile() {
        var profile = Profile.of(trace);
        json.writeNumberProperty("peak", Profile.rounded(profile.peak()));
        json.writeBooleanProperty("average", profile.isAverage());
        json.writeArrayPropertyStart("profile");
        for (double bodies : profile.steps()) {
            json.writeNumber(Profile.rounded(bodies));
        }
        json.writeEndArray();
    }

    /** How many tasks there are, and what is told of those that are not shown. */
    private void counts() {
        json.writeNumberProperty("count", trace.tasks().size());
        json.writeNumberProperty(
                "ran",
                trace.tasks().stream()
                        .filter(task -> task.how() != Ended.SKIPPED)
                        .count());
        var numbers = numbers();
        var left = trace.tasks().stream()
                .filter(task -> !numbers.containsKey(task.name()))
                .toList();
        if (left.isEmpty()) {
            return;
        }
        json.writeName("left");
        json.writeStartObject();
        json.writeNumberProperty("count", left.size());
        json.writeNumberProperty(
                "longest",
                left.stream().mapToLong(task -> task.ran().toNanos()).max().orElse(0));
        for (var how : List.of(Ended.FAILED, Ended.CANCELLED, Ended.SKIPPED)) {
            number(
                    Names.of(how),
                    left.stream().filter(task -> task.how() == how).count());
        }
        json.writeEndObject();
    }

    private Map<String, Integer> numbers() {
        return rows.runs().get(0).numbers();
    }

    /** Steps of tasks that are not shown have no number, but how many they are, less than zero. */
    private void path() {
        json.writeArrayPropertyStart("path");
        for (int i = 0; i < path.size(); i++) {
            var first = path.get(i);
            var number = numbers().get(first.task());
            long waited = waited(first);
            int last = i;
            while (number == null
                    && last + 1 < path.size()
                    && !numbers().containsKey(path.get(last + 1).task())) {
                last++;
                waited += waited(path.get(last));
            }
            json.writeStartArray();
            json.writeNumber(number == null ? i - last - 1 : number);
            json.writeNumber(first.from().toNanos());
            json.writeNumber(path.get(last).to().toNanos());
            json.writeNumber(waited);
            json.writeEndArray();
            i = last;
        }
        json.writeEndArray();
    }

    private static long waited(Step step) {
        return step.duration().minus(step.ran()).toNanos();
    }

    private void weave(Row row) {
        var weave = row.weave();
        json.writeStringProperty("n", Names.of(weave));
        json.writeNumberProperty("k", KINDS.size() - 1);
        ended(weave.how());
        json.writeNumberProperty("p", row.inside());
        number("r", row.run().startNanos() + weave.started().toNanos());
        number("s", row.run().startNanos() + weave.started().toNanos());
        number("t", weave.ran().toNanos());
    }

    private void task(Row row, TaskTrace task) {
        long start = row.run().startNanos();
        json.writeStringProperty("n", task.name());
        json.writeNumberProperty("k", task.kind().ordinal());
        ended(task.how());
        if (row.inside() >= 0) {
            json.writeNumberProperty("p", row.inside());
        }
        if (!task.declared().isZero()) {
            number("d", start + task.declared().toNanos());
        }
        number("r", start + task.ready().toNanos());
        number("s", start + task.started().toNanos());
        number("t", task.ran().toNanos());
        inputs(row, task);
        waits(row, task);
        attempts(task, start);
        elsewhere(task, start);
        if (!task.worked().equals(task.ran())) {
            json.writeNumberProperty("b", task.worked().toNanos());
        }
        if (task.items() != null) {
            waiting("q", task.waiting());
            items(task.items());
        }
        failure("f", task.failure());
        var options = PolicyText.of(task.policy());
        if (!options.isEmpty()) {
            json.writeStringProperty("x", options);
        }
        if (row.inside() < 0) {
            whatIf(task);
        }
    }

    /** Slack is worked out for the outermost run only: tasks inside delay it no more than the task around them. */
    private void whatIf(TaskTrace task) {
        if (task.how() != Ended.SKIPPED) {
            json.writeNumberProperty("l", trace.slack(task.name()).toNanos());
        }
        if (worthWithout.contains(task.name())) {
            json.writeNumberProperty("z", trace.without(task.name()).toNanos());
        }
        var value = run.value(task.name());
        if (value != null) {
            json.writeStringProperty("v", value);
        }
    }

    private void inputs(Row row, TaskTrace task) {
        var numbers = row.run().numbers();
        number("h", hidden(row, task.inputs().stream().map(InputTrace::task)));
        number("e", hidden(row, task.dependents().stream()));
        var inputs = task.inputs().stream()
                .filter(input -> numbers.containsKey(input.task()))
                .toList();
        if (inputs.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("i");
        for (var input : inputs) {
            int number = numbers.get(input.task());
            if (input.as() == InputTrace.As.VALUE) {
                json.writeNumber(number);
            } else {
                json.writeStartArray();
                json.writeNumber(number);
                json.writeNumber(input.as().ordinal());
                json.writeEndArray();
            }
        }
        json.writeEndArray();
    }

    /** How many of the tasks are not shown; tasks of the weave around are not of this run, and so not counted. */
    private static long hidden(Row row, Stream<String> tasks) {
        var run = row.run();
        return run.numbers().size() == run.trace().tasks().size()
                ? 0
                : tasks.filter(task -> !run.numbers().containsKey(task)).count();
    }

    /** Those of the task itself, without what it waited for its inputs before it was ready: the graph shows that. */
    private void waits(Row row, TaskTrace task) {
        var waits = task.waits().stream()
                .filter(wait -> wait.item() < 0 && wait.from().compareTo(task.ready()) >= 0 && !isNothing(wait))
                .toList();
        if (waits.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("w");
        for (var wait : waits) {
            json.writeStartArray();
            json.writeNumber(wait.cause().ordinal());
            json.writeNumber(row.run().startNanos() + wait.from().toNanos());
            json.writeNumber(wait.duration().toNanos());
            var on = wait.on() == null ? null : row.run().numbers().get(wait.on());
            if (on != null) {
                json.writeNumber(on);
            } else if (wait.on() != null) {
                json.writeString(wait.on());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static boolean isNothing(Wait wait) {
        return wait.duration().isZero();
    }

    private void attempts(TaskTrace task, long start) {
        if (task.attemptCount() < 2) {
            return;
        }
        json.writeNumberProperty("c", task.attemptCount());
        json.writeArrayPropertyStart("a");
        for (var attempt : task.attempts()) {
            json.writeStartArray();
            json.writeNumber(start + attempt.started().toNanos());
            json.writeNumber(attempt.ran().toNanos());
            if (attempt.failure() != null) {
                json.writeNumber(number(attempt.failure()));
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** How the last attempt went that ran elsewhere. */
    private void elsewhere(TaskTrace task, long start) {
        var remote = Names.lastElsewhere(task);
        if (remote == null) {
            return;
        }
        json.writeName("u");
        json.writeStartObject();
        json.writeStringProperty("environment", remote.environment());
        json.writeStringProperty("run", remote.runId());
        if (remote.worker() != null) {
            json.writeStringProperty("worker", remote.worker());
        }
        since("sent", remote.sent(), start);
        since("began", remote.started(), start);
        since("worked", remote.workerRan(), 0);
        since("underWay", remote.network(), 0);
        json.writeNumberProperty("out", remote.bytesOut());
        json.writeNumberProperty("in", remote.bytesIn());
        json.writeNumberProperty("resends", remote.resends());
        json.writeEndObject();
    }

    private void since(String name, @Nullable Duration time, long start) {
        if (time != null) {
            json.writeNumberProperty(name, start + time.toNanos());
        }
    }

    private void items(ItemsTrace items) {
        var numbers = items.statistics();
        json.writeName("m");
        json.writeStartObject();
        json.writeNumberProperty("count", numbers.count());
        json.writeNumberProperty("min", numbers.min().toNanos());
        json.writeNumberProperty("median", numbers.median().toNanos());
        json.writeNumberProperty("p95", numbers.p95().toNanos());
        json.writeNumberProperty("max", numbers.max().toNanos());
        json.writeNumberProperty("failed", items.failedCount());
        json.writeArrayPropertyStart("slowest");
        for (var item : items.slowest()) {
            json.writeStartArray();
            json.writeNumber(item.item());
            json.writeNumber(item.ran().toNanos());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("failures");
        items.failed().stream().filter(item -> item.failure() != null).forEach(this::failedItem);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void failedItem(ItemTrace item) {
        json.writeStartArray();
        json.writeNumber(item.item());
        json.writeNumber(number(item.failure()));
        json.writeEndArray();
    }

    private void waiting(String name, List<Waiting> all) {
        json.writeArrayPropertyStart(name);
        for (var waiting : all) {
            if (waiting.cause() == WaitCause.INPUT) {
                continue; // what tasks are for; the graph shows it
            }
            json.writeStartArray();
            json.writeNumber(waiting.cause().ordinal());
            json.writeNumber(waiting.count());
            json.writeNumber(waiting.total().toNanos());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void failure(String name, @Nullable FailureTrace failure) {
        if (failure != null) {
            json.writeNumberProperty(name, number(failure));
        }
    }

    private int number(FailureTrace failure) {
        return failures.computeIfAbsent(failure, f -> failures.size());
    }

    private void failures() {
        json.writeArrayPropertyStart("failures");
        for (var failure : failures.keySet()) {
            json.writeStartObject();
            json.writeStringProperty("type", failure.simpleType());
            if (failure.message() != null) {
                json.writeStringProperty("message", failure.message());
            }
            if (failure.note() != null) {
                json.writeStringProperty("note", failure.note());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void ended(Ended how) {
        var letter = switch (how) {
            case SUCCEEDED -> null;
            case FAILED -> "f";
            case CANCELLED -> "c";
            case SKIPPED -> "k";
        };
        if (letter != null) {
            json.writeStringProperty("o", letter);
        }
    }

    private void number(String name, long value) {
        if (value != 0) {
            json.writeNumberProperty(name, value);
        }
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
