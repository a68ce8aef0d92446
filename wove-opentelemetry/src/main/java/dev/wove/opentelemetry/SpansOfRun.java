package dev.wove.opentelemetry;

import dev.wove.observe.BodyId;
import dev.wove.observe.BodyObserver;
import dev.wove.observe.RunObserver;
import dev.wove.observe.RunStart;
import dev.wove.trace.Ended;
import dev.wove.trace.TraceEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** The spans of one run. */
final class SpansOfRun implements RunObserver {
    /** Above this, a weave does not tell its critical path, which would take long to find. */
    private static final int MOST_IN_PATH = 200;

    private final Tracer tracer;
    private final ItemSpans items;
    private final Span span;
    private final Context context;
    private final TaskSpans tasks;
    private final boolean tellsPath;

    SpansOfRun(Tracer tracer, ItemSpans items, RunStart start) {
        this.tracer = tracer;
        this.items = items;
        span = tracer.spanBuilder(start.family())
                .setAttribute(Keys.WEAVE, start.weave())
                .setAttribute(Keys.RUN, start.id().number())
                .startSpan();
        context = Context.current().with(span);
        tasks = TaskSpans.ofRun(start.isScope());
        tellsPath = !start.isScope() && start.tasks() <= MOST_IN_PATH;
    }

    @Override
    public BodyObserver bodyStarts(BodyId body) {
        var task = tasks.of(body, first -> new TaskSpan(tracer, context, first, tasks));
        task.attemptStarts(body);
        if (body.item() < 0 || items != ItemSpans.ALL) {
            return task;
        }
        return new ItemSpan(tracer, task, body);
    }

    @Override
    public void happened(TraceEvent event) {
        if (event instanceof TraceEvent.TaskEnded ended) {
            var task = tasks.ended(ended.task(), ended.index());
            if (task != null) {
                task.end(ended);
            }
        } else if (event instanceof TraceEvent.AttemptFailed failed) {
            var task = tasks.get(failed.task(), failed.index());
            if (task != null) {
                task.attemptFailed(failed);
            }
        } else if (event instanceof TraceEvent.ItemEnded item) {
            var task = tasks.get(item.task(), item.index());
            if (task != null && items == ItemSpans.FAILED && item.how() == Ended.FAILED) {
                ItemSpan.failed(tracer, task, item);
            }
        } else if (event instanceof TraceEvent.WeaveEnded ended) {
            end(ended);
        }
    }

    private void end(TraceEvent.WeaveEnded ended) {
        span.setAttribute(Keys.OUTCOME, Words.of(ended.how()));
        if (tellsPath && span.isRecording()) {
            span.setAttribute(Keys.CRITICAL_PATH, ended.trace().criticalPath().tasks());
        }
        fail(span, ended.how(), ended.thrown());
        span.end();
    }

    /** What conventions say of a span whose work has failed; a cancellation is none. */
    static void fail(Span span, Ended how, @Nullable Throwable thrown) {
        if (how != Ended.FAILED || thrown == null) {
            return;
        }
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(Keys.ERROR_TYPE, thrown.getClass().getName());
        span.recordException(thrown);
    }
}
