package dev.wove.opentelemetry;

import dev.wove.observe.BodyId;
import dev.wove.observe.BodyObserver;
import dev.wove.trace.InputTrace;
import dev.wove.trace.TraceEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;

/** The span of one task, which is current while one of its bodies runs. */
final class TaskSpan implements BodyObserver {
    /** Above this, inputs are named in an attribute: backends keep no more links. */
    private static final int MOST_LINKS = 64;

    private final TaskSpans others;
    final Span span;
    final Context context;
    private volatile int attempts = 1;

    TaskSpan(Tracer tracer, Context weave, BodyId body, TaskSpans others) {
        this.others = others;
        var builder = tracer.spanBuilder(body.family())
                .setParent(weave)
                .setAttribute(Keys.TASK, body.task())
                .setAttribute(Keys.FAMILY, body.family())
                .setAttribute(Keys.KIND, Words.of(body.kind()));
        addInputs(builder, body.inputs());
        span = builder.startSpan();
        context = weave.with(span);
    }

    private void addInputs(SpanBuilder builder, List<InputTrace> inputs) {
        if (inputs.size() > MOST_LINKS) {
            builder.setAttribute(
                    Keys.INPUTS, inputs.stream().map(InputTrace::task).toList());
            return;
        }
        for (var input : inputs) {
            var other = others.link(input.task());
            // One that was skipped has no span.
            if (other != null) {
                builder.addLink(other, how(input.as()));
            }
        }
    }

    private static Attributes how(InputTrace.As as) {
        return Attributes.of(Keys.INPUT, Words.of(as));
    }

    void attemptStarts(BodyId body) {
        if (body.item() < 0) {
            attempts = body.attempt();
        }
    }

    @Override
    public AutoCloseable enters() {
        return context.makeCurrent();
    }

    void attemptFailed(TraceEvent.AttemptFailed failed) {
        var attributes = Attributes.builder().put(Keys.ATTEMPT, (long) failed.attempt());
        if (failed.item() >= 0) {
            attributes.put(Keys.ITEM, (long) failed.item());
        }
        var thrown = failed.thrown();
        if (thrown != null) {
            attributes.put(Keys.EXCEPTION_TYPE, thrown.getClass().getName());
            attributes.put(
                    Keys.EXCEPTION_MESSAGE, String.valueOf(failed.failure().message()));
        }
        span.addEvent("attempt failed", attributes.build());
    }

    void end(TraceEvent.TaskEnded ended) {
        span.setAttribute(Keys.OUTCOME, Words.of(ended.how()));
        span.setAttribute(Keys.ATTEMPTS, (long) attempts);
        for (var waiting : ended.waiting()) {
            span.setAttribute(
                    Keys.waited(Words.of(waiting.cause())), waiting.total().toNanos() / 1e6);
        }
        for (var task : ended.discovered()) {
            var other = others.link(task);
            if (other != null) {
                span.addLink(other, how(InputTrace.As.DISCOVERED));
            }
        }
        SpansOfRun.fail(span, ended.how(), ended.thrown());
        span.end();
    }
}
