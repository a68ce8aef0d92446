package dev.wove.opentelemetry;

import dev.wove.observe.RunStart;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.WeaveListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

/**
 * A span for each weave and for each of its tasks:
 *
 * <pre>{@code
 * Wove.configure(c -> c.observer(WoveSpans.of(openTelemetry)));
 * }</pre>
 *
 * <p>The span of a weave is a child of the one that is current where the weave is called, also if that does not wait for it; that
 * of a task is a child of its weave's, with a link to the span of each task that it waited for, and {@code wove.input} at the
 * link says how it was taken. A task's span lasts from the start of its first attempt to its end; attempts that failed are
 * events in it. It is current while a body of the task runs, so that the span of a query or of a request lies under the task
 * that made it, and a weave inside lies under the task or item it runs in. What was skipped has none.
 *
 * <p>Names of spans are families, as {@code order-*} for {@code order-17}; the attribute {@code wove.task} has the whole name.
 */
public final class WoveSpans implements WeaveObserver {
    private static final String SCOPE = "dev.wove";

    private final Tracer tracer;
    private final ItemSpans items;

    private WoveSpans(OpenTelemetry openTelemetry, ItemSpans items) {
        this.tracer = openTelemetry.getTracer(SCOPE);
        this.items = items;
    }

    /** Spans in {@code openTelemetry}, and of items only for those that fail. */
    public static WoveSpans of(OpenTelemetry openTelemetry) {
        return new WoveSpans(openTelemetry, ItemSpans.FAILED);
    }

    /** Spans in {@code openTelemetry}, and of items for those that {@code items} says. */
    public static WoveSpans of(OpenTelemetry openTelemetry, ItemSpans items) {
        return new WoveSpans(openTelemetry, items);
    }

    @Override
    public WeaveListener starts(RunStart run) {
        return new SpansOfRun(tracer, items, run);
    }
}
