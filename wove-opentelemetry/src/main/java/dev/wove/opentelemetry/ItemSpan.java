package dev.wove.opentelemetry;

import dev.wove.observe.BodyId;
import dev.wove.observe.BodyObserver;
import dev.wove.trace.Ended;
import dev.wove.trace.TraceEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The span of one attempt of an item, below that of its task. */
final class ItemSpan implements BodyObserver {
    private final Span span;
    private final Context context;

    ItemSpan(Tracer tracer, TaskSpan task, BodyId body) {
        span = builder(tracer, task, body.task(), body.family(), body.item())
                .setAttribute(Keys.ATTEMPT, (long) body.attempt())
                .startSpan();
        context = task.context.with(span);
    }

    /** A span for an item that has failed, as long as that took. */
    static void failed(Tracer tracer, TaskSpan task, TraceEvent.ItemEnded item) {
        var end = Instant.now();
        var span = builder(tracer, task, item.task(), item.family(), item.item())
                .setStartTimestamp(end.minusNanos(item.ranNanos()))
                .startSpan();
        span.setAttribute(Keys.OUTCOME, Words.of(item.how()));
        SpansOfRun.fail(span, item.how(), item.thrown());
        span.end(end);
    }

    private static SpanBuilder builder(Tracer tracer, TaskSpan task, String name, String family, int item) {
        return tracer.spanBuilder(family + " item")
                .setParent(task.context)
                .setAttribute(Keys.TASK, name)
                .setAttribute(Keys.FAMILY, family)
                .setAttribute(Keys.ITEM, (long) item);
    }

    @Override
    public AutoCloseable enters() {
        return context.makeCurrent();
    }

    @Override
    public void ended(Ended how, @Nullable Throwable failure) {
        span.setAttribute(Keys.OUTCOME, Words.of(how));
        SpansOfRun.fail(span, how, failure);
        span.end();
    }
}
