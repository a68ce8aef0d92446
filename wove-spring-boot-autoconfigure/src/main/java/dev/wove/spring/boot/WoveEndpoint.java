package dev.wove.spring.boot;

import dev.wove.BackgroundWeaves;
import dev.wove.StallReport;
import dev.wove.config.WoveConfiguration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Tells which settings weaves have and where those are from, which background weaves run, what weaves under way wait for, and
 * their last runs where {@code wove.endpoint.runs} keeps some. Never a secret, a value or a stack.
 */
@Endpoint(id = "wove")
public class WoveEndpoint {
    private final WoveConfiguration configuration;
    private final BackgroundWeaves weaves;
    private final @Nullable RecentRuns runs;

    WoveEndpoint(WoveConfiguration configuration, BackgroundWeaves weaves, @Nullable RecentRuns runs) {
        this.configuration = configuration;
        this.weaves = weaves;
        this.runs = runs;
    }

    /** What is told: of the last runs, those of each weave, the newest first. */
    public record Told(
            List<String> configuration, List<String> background, List<UnderWay> underWay, Map<String, ?> last) {}

    /** A weave that has not ended, and what its tasks wait for; times are in milliseconds. */
    public record UnderWay(String weave, long running, long quiet, int tasks, int ended, List<String> waiting) {}

    /** All of it. */
    @ReadOperation
    public Told told() {
        return new Told(
                configuration.explain().lines().map(String::strip).toList(),
                weaves.running(),
                StallReport.ofAll().stream().map(WoveEndpoint::underWay).toList(),
                runs == null ? Map.of() : runs.all());
    }

    private static UnderWay underWay(StallReport report) {
        return new UnderWay(
                report.weave(),
                report.running().toMillis(),
                report.quiet().toMillis(),
                report.tasks(),
                report.ended(),
                report.pending().stream().map(WoveEndpoint::waiting).toList());
    }

    private static String waiting(StallReport.Pending pending) {
        var item = pending.item() < 0 ? "" : "[" + pending.item() + "]";
        var what = pending.waitsFor().name().toLowerCase(Locale.ROOT);
        return pending.task() + item + ": " + what
                + (pending.on().isEmpty() ? "" : " " + String.join(", ", pending.on()));
    }
}
