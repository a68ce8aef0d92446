package dev.wove.internal.text;

import dev.wove.StallReport;
import dev.wove.StallReport.Pending;
import dev.wove.StallReport.Wait;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** A stall report as text: a line for each task that has not ended, with the stacks of those on a thread. */
public final class StallText {
    /** What a report tells besides. */
    public interface Titled {
        boolean isScope();
    }

    private static final int WIDEST_NAME = 32;
    private static final int MOST_TASKS = 100;
    private static final int MOST_NAMES = 8;
    private static final int MOST_FRAMES = 12;
    private static final List<String> JDK = List.of("java.", "jdk.", "sun.");

    private final StringBuilder text = new StringBuilder();

    private StallText() {}

    public static String of(StallReport report) {
        var text = new StallText();
        text.add(report, "");
        return text.text.toString().stripTrailing();
    }

    private void add(StallReport report, String indent) {
        text.append(indent).append(head(report)).append('\n');
        var pending = report.pending();
        int shown = Math.min(pending.size(), MOST_TASKS);
        if (shown < pending.size()) {
            // Those that wait for others last: they are not what is looked for.
            pending = pending.stream()
                    .sorted(Comparator.comparing(each -> each.waitsFor() == Wait.INPUTS))
                    .toList();
        }
        int width = pending.stream()
                .limit(shown)
                .mapToInt(each -> name(each).length())
                .max()
                .orElse(0);
        for (var each : pending.subList(0, shown)) {
            add(each, indent + "  ", Math.min(width, WIDEST_NAME));
        }
        if (shown < pending.size()) {
            text.append(indent).append("  ... (").append(pending.size()).append(" in all)\n");
        }
        for (var limit : report.limits()) {
            text.append(indent).append("  ").append(limit(limit)).append('\n');
        }
    }

    private static String head(StallReport report) {
        boolean isScope = report instanceof Titled titled && titled.isScope();
        var name = (isScope ? "Scope '" : "Weave '") + Names.plain(report.weave()) + "'";
        if (report.running().isZero()) {
            return name + " has not started: its dispatcher has not given it a thread.";
        }
        var ended = report.ended() + " of " + report.tasks() + (report.tasks() == 1 ? " task has" : " tasks have")
                + " ended" + (report.stopping() ? ", the others are being stopped." : ".");
        if (report.quiet().isZero()) {
            return name + " has run for " + time(report.running()) + ": " + ended;
        }
        return name + " has made no progress for " + time(report.quiet()) + ", having run for " + time(report.running())
                + ": " + ended;
    }

    private void add(Pending task, String indent, int width) {
        var name = name(task);
        text.append(indent)
                .append(name)
                .append(" ".repeat(Math.max(0, width - name.length()) + 2))
                .append(waits(task));
        if (task.stopping()) {
            text.append("; was told to stop");
        }
        text.append('\n');
        frames(task.stack(), indent + "    ");
        for (var nested : task.nested()) {
            add(nested, indent + "  ");
        }
    }

    private static String name(Pending task) {
        var name = Names.plain(task.task());
        return task.item() < 0 ? name : name + ", item " + task.item();
    }

    private static String waits(Pending task) {
        var on = names(task.on());
        return switch (task.waitsFor()) {
            case INPUTS -> "waits for its inputs: " + on;
            case THREAD -> "is ready and waits for a thread" + (on.isEmpty() ? "" : " of " + on);
            case SLOT -> "waits for a slot of " + on + since(task);
            case RATE -> "waits for its turn under perMinute" + since(task);
            case BACKOFF -> "waits to be tried again" + since(task);
            case TASK -> "awaits " + on + since(task);
            case WEAVE -> "waits for the weave inside it" + since(task);
            case STAGE -> "waits for the stage that its body returned" + since(task);
            case ITEMS -> (on.isEmpty() ? "waits for its items" : on) + since(task);
            case BODY ->
                "runs on thread '" + thread(task) + "'" + (on.isEmpty() ? "" : ", waits for " + on) + since(task);
            case SUSPENDED -> "is suspended by its body" + since(task);
            case REMOTE -> "waits for " + on + since(task);
        };
    }

    private static String thread(Pending task) {
        var name = task.thread();
        return name == null ? "" : Names.plain(name);
    }

    private static String since(Pending task) {
        var running = task.running();
        return running == null ? "" : ", started " + time(running) + " ago";
    }

    private void frames(List<StackTraceElement> stack, String indent) {
        var frames = stack.subList(0, endOfBody(stack)).stream()
                .filter(frame -> !frame.getClassName().contains("$$Lambda"))
                .toList();
        for (var frame : frames.subList(0, Math.min(frames.size(), MOST_FRAMES))) {
            text.append(indent).append("at ").append(frame).append('\n');
        }
        if (frames.size() > MOST_FRAMES) {
            text.append(indent)
                    .append("... ")
                    .append(frames.size() - MOST_FRAMES)
                    .append(" more\n");
        }
    }

    /** What is below the body on the stack is the engine's, and the same for all. */
    private static int endOfBody(List<StackTraceElement> stack) {
        for (int i = 0; i < stack.size(); i++) {
            if (stack.get(i).getClassName().startsWith("dev.wove.internal.engine.")
                    && stack.subList(0, i).stream().anyMatch(StallText::isOfUser)) {
                int end = i;
                while (end > 0 && isOfWove(stack.get(end - 1))) {
                    end--;
                }
                return end;
            }
        }
        return stack.size();
    }

    private static boolean isOfUser(StackTraceElement frame) {
        return !isOfWove(frame) && JDK.stream().noneMatch(frame.getClassName()::startsWith);
    }

    private static boolean isOfWove(StackTraceElement frame) {
        var name = frame.getClassName();
        return name.startsWith("dev.wove.internal.")
                || name.startsWith("dev.wove.dsl.")
                || name.startsWith("dev.wove.java.");
    }

    private static String limit(StallReport.Limit limit) {
        var text =
                new StringBuilder(Names.plain(limit.name()) + ": " + limit.taken() + " of " + limit.most() + " taken");
        if (!limit.heldBy().isEmpty()) {
            text.append(" by ").append(names(limit.heldBy()));
        }
        int elsewhere = limit.taken() - limit.heldBy().size();
        if (elsewhere > 0) {
            text.append(limit.heldBy().isEmpty() ? " by " : " and by ")
                    .append(elsewhere)
                    .append(elsewhere == 1 ? " body elsewhere" : " bodies elsewhere");
        }
        if (!limit.waitedForBy().isEmpty()) {
            text.append("; waited for by ").append(names(limit.waitedForBy()));
        }
        return text.toString();
    }

    private static String names(List<String> names) {
        var shown = Names.plain(String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES))));
        return names.size() <= MOST_NAMES ? shown : shown + ", ... (" + names.size() + " in all)";
    }

    /** To the millisecond, and from ten seconds on to the second: more digits say nothing about a stall. */
    private static String time(Duration time) {
        var shown = time.toSeconds() >= 10 ? Duration.ofSeconds(time.toSeconds()) : Duration.ofMillis(time.toMillis());
        return DurationText.of(shown);
    }
}
