package dev.wove.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.wove.TaskTimeoutException;
import dev.wove.WeaveOptions;
import dev.wove.java.Wove;
import dev.wove.micrometer.WoveMeters;
import dev.wove.micrometer.WoveObservations;
import dev.wove.observe.BodyId;
import dev.wove.observe.BodyObserver;
import dev.wove.observe.RunObserver;
import dev.wove.observe.RunStart;
import dev.wove.observe.WeaveObserver;
import dev.wove.opentelemetry.ItemSpans;
import dev.wove.opentelemetry.WoveSpans;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class JavaObserverSamplesTest {
    // tag::java-body-observer[]
    /** Puts the name of the task into each line that is logged by its bodies. */
    static class TaskInLogs implements WeaveObserver {
        @Override
        public WeaveListener starts(RunStart run) {
            return new RunObserver() {
                @Override
                public BodyObserver bodyStarts(BodyId body) {
                    return () -> MDC.putCloseable("task", body.task());
                }
            };
        }
    }
    // end::java-body-observer[]

    private static final AtomicInteger timeouts = new AtomicInteger();

    /** Only compiled: the process of the tests has weaves already. */
    static void observedInMain() {
        // tag::java-listening-observer[]
        WeaveObserver timedOut = run -> run.weaveClass() == null
                ? null // not interested
                : event -> {
                    if (event instanceof TraceEvent.TaskEnded ended && ended.thrown() instanceof TaskTimeoutException) {
                        timeouts.incrementAndGet();
                    }
                };
        Wove.configure(c -> c.observer(timedOut));
        // end::java-listening-observer[]
    }

    /** Only compiled. */
    static void metersInMain(MeterRegistry registry) {
        // tag::java-meters[]
        Wove.configure(c -> c.observer(WoveMeters.of(registry)));
        // end::java-meters[]
        // tag::java-meters-builder[]
        var meters = WoveMeters.builder(registry)
                .items(false) // tasks only
                .maxTasksPerWeave(500)
                .build();
        // end::java-meters-builder[]
        Wove.configure(c -> c.observer(meters));
    }

    /** Only compiled. */
    static void observationsInMain(ObservationRegistry observations, MeterRegistry meters) {
        // tag::java-observations[]
        Wove.configure(c -> c.observer(WoveObservations.of(observations))
                .observer(WoveMeters.builder(meters).timers(false).build())); // its handlers make those
        // end::java-observations[]
    }

    /** Only compiled. */
    static void spansInMain(OpenTelemetry openTelemetry) {
        // tag::java-spans[]
        Wove.configure(c -> c.observer(WoveSpans.of(openTelemetry)));
        // end::java-spans[]
        // tag::java-item-spans[]
        Wove.configure(c -> c.observer(WoveSpans.of(openTelemetry, ItemSpans.ALL)));
        // end::java-item-spans[]
    }

    @Test
    void anObserverIsAroundEachBody() {
        // tag::java-observed-weave[]
        var lines = Wove.with(WeaveOptions.observer(new TaskInLogs())).weave("page", w -> {
            var user = w.task("user", () -> "user read by " + MDC.get("task"));
            var cart = w.task("cart", () -> "cart read by " + MDC.get("task"));
            return w.task("lines", user, cart, (u, c) -> List.of(u, c));
        });
        // end::java-observed-weave[]
        assertEquals(List.of("user read by user", "cart read by cart"), lines);
        assertNull(MDC.get("task"));
    }
}
