package dev.wove.spring.boot;

import dev.wove.observe.RunStart;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The last runs of each weave, by its family. Those inside another weave are not counted. */
final class RecentRuns implements WeaveObserver {
    private static final int MOST_WEAVES = 200;

    private final int most;
    private final Map<String, Deque<Ended>> byWeave = new ConcurrentHashMap<>();

    RecentRuns(int most) {
        this.most = most;
    }

    /** One run. */
    record Ended(
            String weave,
            Instant began,
            long millis,
            String outcome,
            @Nullable String error) {}

    @Override
    public @Nullable WeaveListener starts(RunStart run) {
        if (run.around() != null) {
            return null;
        }
        return event -> {
            if (event instanceof TraceEvent.WeaveEnded ended) {
                add(run, ended);
            }
        };
    }

    private void add(RunStart run, TraceEvent.WeaveEnded ended) {
        if (byWeave.size() >= MOST_WEAVES && !byWeave.containsKey(run.family())) {
            return;
        }
        var thrown = ended.thrown();
        var last = new Ended(
                run.weave(),
                run.at(),
                ended.at().toMillis(),
                ended.how().name().toLowerCase(Locale.ROOT),
                thrown == null ? null : thrown.getClass().getName());
        var runs = byWeave.computeIfAbsent(run.family(), family -> new ArrayDeque<>());
        synchronized (runs) {
            if (runs.size() == most) {
                runs.removeLast();
            }
            runs.addFirst(last);
        }
    }

    /** The newest first. */
    Map<String, List<Ended>> all() {
        var all = new TreeMap<String, List<Ended>>();
        byWeave.forEach((weave, runs) -> {
            synchronized (runs) {
                all.put(weave, List.copyOf(runs));
            }
        });
        return all;
    }
}
