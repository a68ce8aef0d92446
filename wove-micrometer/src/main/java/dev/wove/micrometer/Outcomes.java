package dev.wove.micrometer;

import dev.wove.trace.Ended;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A timer for each way to end. */
final class Outcomes {
    private record End(Ended how, @Nullable Class<?> error) {}

    private static final End SUCCESS = new End(Ended.SUCCEEDED, null);

    private final Supplier<Timer.Builder> timer;
    private final MeterRegistry registry;
    private final ConcurrentHashMap<End, Timer> timers = new ConcurrentHashMap<>();

    Outcomes(Supplier<Timer.Builder> timer, MeterRegistry registry) {
        this.timer = timer;
        this.registry = registry;
    }

    void record(Ended how, @Nullable Throwable thrown, long nanos) {
        var end = how == Ended.SUCCEEDED ? SUCCESS : new End(how, thrown == null ? null : thrown.getClass());
        var known = timers.get(end);
        if (known == null) {
            known = timers.computeIfAbsent(end, this::timer);
        }
        known.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(End end) {
        return timer.get()
                .tag("outcome", end.how.name().toLowerCase(Locale.ROOT))
                .tag("error", name(end.error))
                .register(registry);
    }

    /** As {@code error.type} of others: the name of the class, {@code none} without one. */
    static String name(@Nullable Class<?> error) {
        if (error == null) {
            return "none";
        }
        var name = error.getSimpleName();
        return name.isEmpty() ? error.getName() : name;
    }
}
