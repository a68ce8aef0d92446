package dev.wove.test.internal;

import dev.wove.Outcome;
import dev.wove.TaskTiming;
import dev.wove.WeaveResult;
import dev.wove.internal.text.DurationText;
import dev.wove.internal.text.Table;
import java.util.Locale;

/** The tasks of a result with their times, for the messages of assertions. */
public final class TimingsText {
    private TimingsText() {}

    public static String of(WeaveResult<?> result) {
        var table = new Table();
        table.row("task", "started", "ended", "attempts", "outcome");
        result.timings().forEach((name, timing) -> {
            var outcome = result.outcome(name);
            boolean ran = !(outcome instanceof Outcome.Skipped);
            table.row(
                    name,
                    ran ? DurationText.of(timing.started()) : "-",
                    ran ? DurationText.of(timing.ended()) : "-",
                    attempts(timing),
                    outcomeOf(outcome));
        });
        return "Weave '" + result.weave() + "':\n" + table.toString().stripTrailing();
    }

    private static String attempts(TaskTiming timing) {
        var items = timing.items();
        return items == null ? String.valueOf(timing.attempts().size()) : items.count() + " items";
    }

    private static String outcomeOf(Outcome<?> outcome) {
        var word = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        var cause = outcome.cause();
        return cause == null ? word : word + ": " + cause.getClass().getSimpleName();
    }

    /** {@code 'a' ran from 0 ms to 300 ms}. */
    public static String span(TaskTiming timing) {
        return "'" + timing.task() + "' ran from " + DurationText.of(timing.started()) + " to "
                + DurationText.of(timing.ended());
    }
}
