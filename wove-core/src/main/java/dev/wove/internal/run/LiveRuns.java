package dev.wove.internal.run;

import dev.wove.StallReport;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs under way that can be reported on without a handle. Short weaves are not entered, as that would cost them. */
public final class LiveRuns {
    /** A run that is entered here. */
    public interface LiveRun {
        /** Whether it runs inside a body of another one that is entered here, and reports on it. */
        boolean isInAnother();

        long startedAt();

        StallReport report();
    }

    private static final Set<LiveRun> ALL = ConcurrentHashMap.newKeySet();

    private LiveRuns() {}

    public static void add(LiveRun run) {
        ALL.add(run);
    }

    public static void remove(LiveRun run) {
        ALL.remove(run);
    }

    /** In the order in which they started. */
    public static List<StallReport> reports() {
        return ALL.stream()
                .filter(run -> !run.isInAnother())
                .sorted(Comparator.comparingLong(LiveRun::startedAt))
                .map(LiveRun::report)
                .toList();
    }
}
