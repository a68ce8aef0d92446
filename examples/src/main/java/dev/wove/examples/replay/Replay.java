package dev.wove.examples.replay;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was seen when a trace was run again.
 *
 * @param workers how many tasks could run at once, null without a limit
 * @param peakRunning how many did
 * @param startedOnce whether every task started exactly once, and after all its parents had ended
 */
@JsonPropertyOrder({
    "file",
    "tasks",
    "edges",
    "workers",
    "makespanSeconds",
    "criticalPathSeconds",
    "criticalPath",
    "totalWorkSeconds",
    "peakRunning",
    "startedOnce"
})
public record Replay(
        String file,
        int tasks,
        int edges,
        @Nullable Integer workers,
        double makespanSeconds,
        double criticalPathSeconds,
        List<String> criticalPath,
        double totalWorkSeconds,
        int peakRunning,
        boolean startedOnce) {

    /** This as a line for people. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s: %d tasks, %d edges, makespan %.3f s (critical path %.3f s, work %.3f s), %d at once%s%s",
                file,
                tasks,
                edges,
                makespanSeconds,
                criticalPathSeconds,
                totalWorkSeconds,
                peakRunning,
                workers == null ? "" : " of at most " + workers,
                startedOnce ? "" : ", NOT every task once and after its parents");
    }
}
