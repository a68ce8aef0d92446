package dev.wove.micrometer;

import dev.wove.environment.DeliveryOrphanedException;
import dev.wove.trace.TraceEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The meters of all that goes to one environment. */
final class RemoteMeters {
    private final Counter sent;
    private final Counter resent;
    private final Counter orphaned;
    private final AtomicInteger inFlight = new AtomicInteger();

    RemoteMeters(MeterRegistry registry, String environment) {
        sent = counter(registry, environment, "wove.remote.sent", "Attempts that went to the environment");
        resent = counter(registry, environment, "wove.remote.resent", "Attempts that were sent again");
        orphaned = counter(
                registry,
                environment,
                "wove.remote.orphaned",
                "Attempts of which nobody knows whether they have ended");
        Gauge.builder("wove.remote.inflight", inFlight, AtomicInteger::get)
                .description("Attempts that were sent and have not ended")
                .tag("environment", environment)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String environment, String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("environment", environment)
                .register(registry);
    }

    /** What one run has sent. */
    static final class OfRun {
        private final Map<String, RemoteMeters> all;
        private final Map<Attempt, RemoteMeters> under = new ConcurrentHashMap<>();
        private volatile boolean hasSent;

        /** @param all of all environments, by name; to be added to by {@code registry} */
        OfRun(Map<String, RemoteMeters> all) {
            this.all = all;
        }

        private record Attempt(int index, int item) {}

        void sent(TraceEvent.TaskSent event, MeterRegistry registry) {
            var meters = all.computeIfAbsent(event.environment(), name -> new RemoteMeters(registry, name));
            if (event.resends() > 0) {
                meters.resent.increment();
                return;
            }
            hasSent = true;
            meters.sent.increment();
            meters.inFlight.incrementAndGet();
            under.put(new Attempt(event.index(), event.item()), meters);
        }

        /** An attempt of a task or an item has ended, which may have been anywhere. */
        void ended(int index, int item, @Nullable Throwable thrown) {
            if (!hasSent) {
                return;
            }
            var meters = under.remove(new Attempt(index, item));
            if (meters != null) {
                meters.inFlight.decrementAndGet();
                if (thrown instanceof DeliveryOrphanedException) {
                    meters.orphaned.increment();
                }
            }
        }
    }
}
