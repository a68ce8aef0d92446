package dev.wove.terminal;

import dev.wove.WeaveResult;
import dev.wove.internal.record.Work;
import dev.wove.trace.Ended;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.Wait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * The tasks of a run as bars, one below the other: what waited, what ran, when, and what came of it. The critical path is
 * marked. Where there are more tasks than lines, those on the critical path, those that did not succeed and the longest
 * are shown. Below the bars stands where the last attempts ran that ran elsewhere, and how they got there.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Timeline {
    /** How many tasks are shown unless said otherwise. */
    public static final int MOST_TASKS = 40;

    private static final int LONGEST_NAME = 28;
    private static final int NARROWEST_BAR = 4;
    private static final int LEAST_TIME_COLUMNS = 8;

    private final Trace trace;
    private final int most;

    private Timeline(Trace trace, int most) {
        this.trace = trace;
        this.most = most;
    }

    /** The timeline of a run that has completed. */
    public static Timeline of(WeaveResult<?> result) {
        return of(result.trace());
    }

    public static Timeline of(Trace trace) {
        return new Timeline(trace, MOST_TASKS);
    }

    /**
     * Returns this timeline with at most {@code tasks} lines.
     *
     * @throws IllegalArgumentException if {@code tasks} is less than 1
     */
    public Timeline most(int tasks) {
        if (tasks < 1) {
            throw new IllegalArgumentException("A timeline must have at least 1 line, but was given " + tasks);
        }
        return new Timeline(trace, tasks);
    }

    /** Prints what {@link #forTerminal} returns. */
    public void print() {
        System.out.print(forTerminal());
    }

    /**
     * Returns it as it is to be printed to standard output: in colour, and as wide as the terminal, if that is one, else as
     * plain text. The variable NO_COLOR is heeded.
     */
    public String forTerminal() {
        return text(Screen.of(SystemStream.Output));
    }

    /** Returns it as plain text of {@code columns} columns, with a line feed behind each line. */
    public String text(int columns) {
        return text(Screen.plain(columns));
    }

    String text(Screen screen) {
        return new Drawing(screen)
                .lines().stream()
                        .map(line -> (screen.colours() ? line.toAnsi() : line.toString()) + "\n")
                        .collect(Collectors.joining());
    }

    /** One way to draw it. */
    private final class Drawing {
        private final Set<String> path = new HashSet<>(trace.criticalPath().tasks());
        private final List<TaskTrace> shown = shown();
        private final int columns;
        private final int longestName;
        private final int nameColumns;
        private final int timeColumns;
        private final int barColumns;
        private final double columnsPerNano;
        private final char running;
        private final char critical;
        private final char waiting;

        Drawing(Screen screen) {
            running = screen.beyondAscii() ? '\u2501' : '=';
            critical = screen.beyondAscii() ? '\u2588' : '#';
            waiting = screen.beyondAscii() ? '\u2504' : '.';
            columns = screen.columns();
            longestName = Math.min(LONGEST_NAME, Math.max(6, columns / 3));
            nameColumns =
                    shown.stream().mapToInt(task -> name(task).length()).max().orElse(0);
            int remarks = shown.stream()
                    .mapToInt(task -> remarks(task).length())
                    .max()
                    .orElse(0);
            timeColumns = shown.stream()
                    .mapToInt(task -> Times.of(task.ran()).length() + 1)
                    .reduce(LEAST_TIME_COLUMNS, Math::max);
            int others = "  ".length() + nameColumns + " ||".length() + timeColumns + remarks;
            barColumns = Math.max(NARROWEST_BAR, columns - others);
            columnsPerNano = barColumns / (double) Math.max(1, trace.duration().toNanos());
        }

        List<AttributedString> lines() {
            var lines = new ArrayList<AttributedString>();
            lines.add(head());
            shown.forEach(task -> lines.add(line(task)));
            int left = trace.tasks().size() - shown.size();
            if (left > 0) {
                lines.add(AttributedString.fromAnsi("  and " + left + " more"));
            }
            shown.forEach(task -> Elsewhere.of(task)
                    .ifPresent(text -> lines.add(new AttributedStringBuilder()
                            .append("  ")
                            .append(name(task))
                            .style(Colours.QUIET)
                            .append(Plain.of(text))
                            .toAttributedString())));
            if (!path.isEmpty()) {
                lines.add(footer());
            }
            return lines;
        }

        /** Those that tell most, in the order they started. */
        private List<TaskTrace> shown() {
            var telling = Comparator.comparing((TaskTrace task) -> !path.contains(task.name()))
                    .thenComparing(task -> task.how() == Ended.SUCCEEDED || task.how() == Ended.SKIPPED)
                    .thenComparing(TaskTrace::ran, Comparator.reverseOrder())
                    .thenComparing(TaskTrace::index);
            return trace.tasks().stream()
                    .sorted(telling)
                    .limit(most)
                    .sorted(Comparator.comparing(TaskTrace::index))
                    .toList();
        }

        private AttributedString head() {
            var ended = trace.ended();
            return new AttributedStringBuilder()
                    .style(AttributedStyle.BOLD)
                    .append(Plain.of(trace.weave()))
                    .style(ended == Ended.SUCCEEDED ? AttributedStyle.DEFAULT : Colours.FAILED)
                    .append(" ")
                    .append(word(ended))
                    .style(AttributedStyle.DEFAULT)
                    .append(" after ")
                    .append(Times.of(trace.duration()))
                    .toAttributedString();
        }

        private AttributedString footer() {
            var steps = trace.criticalPath().tasks().stream().map(Plain::of).toList();
            var title = " critical path: ";
            return new AttributedStringBuilder()
                    .style(Colours.CRITICAL)
                    .append(String.valueOf(critical))
                    .style(AttributedStyle.DEFAULT)
                    .append(title)
                    .append(Plain.of(String.join(" > ", steps), Math.max(20, columns - title.length() - 1)))
                    .toAttributedString();
        }

        private AttributedString line(TaskTrace task) {
            var name = name(task);
            var line = new AttributedStringBuilder()
                    .append("  ")
                    .style(path.contains(task.name()) ? AttributedStyle.BOLD : AttributedStyle.DEFAULT)
                    .append(name)
                    .style(AttributedStyle.DEFAULT)
                    .append(" ".repeat(nameColumns - name.length() + 1))
                    .append("|");
            bar(task, line);
            return line.append("|")
                    .append(String.format(Locale.ROOT, "%" + timeColumns + "s", Times.of(task.ran())))
                    .style(task.how() == Ended.FAILED ? Colours.FAILED : Colours.QUIET)
                    .append(remarks(task))
                    .toAttributedString();
        }

        private String name(TaskTrace task) {
            return Plain.of(task.name(), longestName);
        }

        private void bar(TaskTrace task, AttributedStringBuilder line) {
            var columns = new char[barColumns];
            Arrays.fill(columns, ' ');
            if (task.how() != Ended.SKIPPED) {
                for (var wait : task.waits()) {
                    if (isOwn(task, wait)) {
                        fill(columns, wait.from().toNanos(), wait.to().toNanos(), waiting);
                    }
                }
                for (var work : Work.withWeavesInside(task)) {
                    fill(columns, work.from(), work.to(), path.contains(task.name()) ? critical : running);
                }
            }
            var ran = task.how() == Ended.FAILED
                    ? Colours.FAILED
                    : path.contains(task.name()) ? Colours.CRITICAL : Colours.RUNNING;
            for (char column : columns) {
                line.style(column == waiting ? Colours.WAITING : column == ' ' ? AttributedStyle.DEFAULT : ran);
                line.append(column);
            }
            line.style(AttributedStyle.DEFAULT);
        }

        private void fill(char[] columns, long from, long to, char with) {
            int first = Math.min((int) (from * columnsPerNano), barColumns - 1);
            int behind = Math.min((int) Math.ceil(to * columnsPerNano), barColumns);
            Arrays.fill(columns, first, Math.max(first + 1, behind), with);
        }
    }

    /** Neither of an item, nor for its inputs before it was ready. */
    private static boolean isOwn(TaskTrace task, Wait wait) {
        return wait.item() < 0 && wait.from().compareTo(task.ready()) >= 0;
    }

    private static String remarks(TaskTrace task) {
        var text = new StringBuilder();
        if (task.items() != null) {
            text.append("  ").append(task.items().statistics().count()).append(" items");
        }
        if (task.attemptCount() > 1) {
            text.append("  ").append(task.attemptCount()).append(" attempts");
        }
        if (task.how() != Ended.SUCCEEDED) {
            text.append("  ").append(word(task.how()));
        }
        return text.toString();
    }

    private static String word(Ended how) {
        return how.name().toLowerCase(Locale.ROOT);
    }
}
