package dev.wove.internal.result;

import dev.wove.ItemStatistics;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a result is made of. Each goes by the name of what it implements, also where it is printed. */
public final class ResultFacts {
    private ResultFacts() {}

    public record TaskFailure(String task, Throwable cause, String note) implements dev.wove.TaskFailure {}

    public record FinishedItems<T extends @Nullable Object>(String task, Map<Integer, T> values, List<Integer> missing)
            implements dev.wove.FinishedItems<T> {
        public FinishedItems {
            values = Collections.unmodifiableMap(values);
            missing = List.copyOf(missing);
        }
    }

    public record TaskTiming(
            String task,
            Duration ready,
            Duration started,
            Duration ended,
            List<Duration> attempts,
            @Nullable ItemStatistics items)
            implements dev.wove.TaskTiming {
        public TaskTiming {
            attempts = List.copyOf(attempts);
        }
    }
}
