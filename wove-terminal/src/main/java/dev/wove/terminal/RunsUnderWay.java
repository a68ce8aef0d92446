package dev.wove.terminal;

import dev.wove.trace.Ended;
import dev.wove.trace.RunId;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.TraceEvent.ItemEnded;
import dev.wove.trace.TraceEvent.TaskEnded;
import dev.wove.trace.TraceEvent.TaskStarted;
import dev.wove.trace.TraceEvent.WeaveEnded;
import dev.wove.trace.TraceEvent.WeaveStarted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What is known of the runs under way, and as which lines that is shown. All of it under its lock. */
final class RunsUnderWay {
    private static final int MOST_RUNS = 3;
    private static final int MOST_TASKS = 4;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Before, an estimate would be little more than a guess. */
    private static final int FEWEST_TASKS_FOR_ESTIMATE = 3;

    private final Map<RunId, Run> runs = new LinkedHashMap<>();

    private static final class Run {
        final String weave;
        final long startedNanos;
        final Map<Integer, Running> running = new LinkedHashMap<>();
        int tasks;
        int tasksDone;
        int tasksFailed;
        long itemsDone;

        Run(String weave, int tasks, long startedNanos) {
            this.weave = weave;
            this.tasks = tasks;
            this.startedNanos = startedNanos;
        }
    }

    private static final class Running {
        final String task;
        final long sinceNanos;
        long itemsDone;

        Running(String task, long sinceNanos) {
            this.task = task;
            this.sinceNanos = sinceNanos;
        }
    }

    /** Takes note of the event, which happened at about {@code nanos}. Runs inside of others are passed over: the task around them is shown. */
    synchronized void happened(TraceEvent event, long nanos) {
        if (event.run().around() != null) {
            return;
        }
        if (event instanceof WeaveStarted started) {
            runs.put(event.run(), new Run(event.run().weave(), started.tasks(), nanos));
            return;
        }
        var run = runs.get(event.run());
        if (run == null) {
            return; // started before anybody listened
        }
        if (event instanceof TaskStarted started) {
            run.running.put(started.index(), new Running(started.task(), nanos));
        } else if (event instanceof ItemEnded ended) {
            run.itemsDone++;
            var task = run.running.get(ended.index());
            if (task != null) {
                task.itemsDone++;
            }
        } else if (event instanceof TaskEnded ended) {
            run.running.remove(ended.index());
            run.tasksDone++;
            run.tasks = Math.max(run.tasks, run.tasksDone); // some are declared while it runs
            if (ended.how() == Ended.FAILED) {
                run.tasksFailed++;
            }
        } else if (event instanceof WeaveEnded) {
            runs.remove(event.run());
        }
    }

    /** What is to be seen at {@code nanos}, none of it wider than the screen. */
    synchronized List<AttributedString> lines(long nanos, Screen screen) {
        var lines = new ArrayList<AttributedString>();
        runs.values().stream().limit(MOST_RUNS).forEach(run -> addLines(run, nanos, screen, lines));
        if (runs.size() > MOST_RUNS) {
            lines.add(new AttributedString("and " + (runs.size() - MOST_RUNS) + " more weaves"));
        }
        return lines.stream()
                .map(line -> line.columnSubSequence(0, screen.columns() - 1))
                .map(line -> screen.colours() ? line : new AttributedString(line.toString()))
                .toList();
    }

    private static void addLines(Run run, long nanos, Screen screen, List<AttributedString> lines) {
        lines.add(head(run, nanos, screen));
        run.running.values().stream()
                .sorted(Comparator.comparingLong(running -> running.sinceNanos))
                .limit(MOST_TASKS)
                .forEach(running -> lines.add(line(running, nanos)));
        if (run.running.size() > MOST_TASKS) {
            lines.add(new AttributedString(
                    "  and " + (run.running.size() - MOST_TASKS) + " more running", Colours.QUIET));
        }
    }

    private static AttributedString head(Run run, long nanos, Screen screen) {
        long elapsed = Math.max(1, nanos - run.startedNanos);
        var line = new AttributedStringBuilder()
                .style(AttributedStyle.BOLD)
                .append(Plain.of(run.weave))
                .style(AttributedStyle.DEFAULT)
                .append(" ");
        bar(run, screen, line);
        line.append(String.format(Locale.ROOT, " %,d of %,d tasks", run.tasksDone, run.tasks));
        if (run.tasksFailed > 0) {
            line.style(Colours.FAILED)
                    .append(", " + run.tasksFailed + " failed")
                    .style(AttributedStyle.DEFAULT);
        }
        if (run.itemsDone > 0) {
            line.append(
                    String.format(Locale.ROOT, ", %,d items, %s", run.itemsDone, perSecond(run.itemsDone, elapsed)));
        } else if (run.tasksDone > 0) {
            line.append(", ").append(perSecond(run.tasksDone, elapsed));
        }
        line.append(", ").append(Times.inSeconds(elapsed));
        if (run.tasksDone >= FEWEST_TASKS_FOR_ESTIMATE && run.tasksDone < run.tasks) {
            double left = (double) elapsed / run.tasksDone * (run.tasks - run.tasksDone);
            line.append(", about ").append(Times.inSeconds((long) left)).append(" left");
        }
        return line.toAttributedString();
    }

    private static void bar(Run run, Screen screen, AttributedStringBuilder line) {
        int columns = Math.min(30, screen.columns() / 5);
        int done = run.tasks == 0 ? 0 : (int) ((long) columns * run.tasksDone / run.tasks);
        line.style(Colours.CRITICAL)
                .append((screen.beyondAscii() ? "\u2501" : "#").repeat(done))
                .style(Colours.QUIET)
                .append((screen.beyondAscii() ? "\u2504" : "-").repeat(columns - done))
                .style(AttributedStyle.DEFAULT);
    }

    private static AttributedString line(Running running, long nanos) {
        var line = new AttributedStringBuilder()
                .append("  ")
                .append(Plain.of(running.task))
                .style(Colours.QUIET)
                .append("  ")
                .append(Times.inSeconds(Math.max(0, nanos - running.sinceNanos)));
        if (running.itemsDone > 0) {
            line.append(String.format(Locale.ROOT, "  %,d items", running.itemsDone));
        }
        return line.toAttributedString();
    }

    private static String perSecond(long done, long nanos) {
        double rate = done * NANOS_PER_SECOND / nanos;
        return String.format(Locale.ROOT, rate < 10 ? "%.1f/s" : "%,.0f/s", rate);
    }
}
