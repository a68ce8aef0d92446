package dev.wove.internal.run;

import dev.wove.StallReport;
import dev.wove.internal.text.StallText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record RealStallReport(
        String weave,
        boolean isScope,
        Duration running,
        Duration quiet,
        boolean stopping,
        int tasks,
        int ended,
        List<StallReport.Pending> pending,
        List<StallReport.Limit> limits)
        implements StallReport, StallText.Titled {
    public RealStallReport {
        pending = List.copyOf(pending);
        limits = List.copyOf(limits);
    }

    @Override
    public String toString() {
        return StallText.of(this);
    }

    public record Pending(
            String task,
            int item,
            StallReport.Wait waitsFor,
            List<String> on,
            boolean stopping,
            @Nullable Duration running,
            @Nullable String thread,
            List<StackTraceElement> stack,
            List<StallReport> nested)
            implements StallReport.Pending {
        public Pending {
            on = List.copyOf(on);
            stack = List.copyOf(stack);
            nested = List.copyOf(nested);
        }
    }

    public record Limit(String name, int taken, int most, List<String> heldBy, List<String> waitedForBy)
            implements StallReport.Limit {
        public Limit {
            heldBy = List.copyOf(heldBy);
            waitedForBy = List.copyOf(waitedForBy);
        }
    }
}
