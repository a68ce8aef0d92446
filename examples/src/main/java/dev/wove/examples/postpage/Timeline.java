package dev.wove.examples.postpage;

import dev.wove.Outcome;
import dev.wove.TaskTiming;
import dev.wove.WeaveResult;
import java.time.Duration;
import java.util.Locale;

/** The tasks of a weave as bars, one below the other: what ran, when, and what came of it. */
public final class Timeline {
    private static final int NARROWEST_BAR = 10;
    private static final String COLUMNS = "  %-8s |%s| %7s%s%n";
    private static final int WIDTH_OF_THE_OTHERS = "  comments || 1234 ms  8 items  cancelled".length();

    private Timeline() {}

    /** Draws the bars as wide as {@code width} columns allow. */
    public static String draw(WeaveResult<?> result, int width) {
        int barWidth = Math.max(NARROWEST_BAR, width - WIDTH_OF_THE_OTHERS);
        var timings = result.timings().values();
        long end = timings.stream()
                .mapToLong(timing -> timing.ended().toNanos())
                .max()
                .orElse(0);
        double columnsPerNano = (double) barWidth / Math.max(1, end);
        var text = new StringBuilder();
        for (var timing : timings) {
            int from = Math.min((int) (timing.started().toNanos() * columnsPerNano), barWidth - 1);
            int to = Math.min((int) (timing.ended().toNanos() * columnsPerNano) + 1, barWidth);
            var outcome = result.outcome(timing.task());
            var bar = outcome instanceof Outcome.Skipped ? "" : " ".repeat(from) + "=".repeat(to - from);
            text.append(String.format(
                    Locale.ROOT,
                    COLUMNS,
                    timing.task(),
                    bar + " ".repeat(barWidth - bar.length()),
                    timing.ran().toMillis() + " ms",
                    remarks(timing, outcome)));
        }
        return text.toString();
    }

    /** How long the bodies would have taken one after another. */
    public static Duration sumOfParts(WeaveResult<?> result) {
        return result.timings().values().stream().map(Timeline::work).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration work(TaskTiming timing) {
        var items = timing.items();
        return items == null
                ? timing.attempts().stream().reduce(Duration.ZERO, Duration::plus)
                : items.median().multipliedBy(items.count());
    }

    private static String remarks(TaskTiming timing, Outcome<?> outcome) {
        var items = timing.items() == null ? "" : "  " + timing.items().count() + " items";
        var ended = outcome.isSuccess()
                ? ""
                : "  " + outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return items + ended;
    }
}
