package dev.wove.benchmarks.shape;

import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.benchmarks.side.AsyncGraph;
import dev.wove.benchmarks.side.AsyncYieldingGraph;
import dev.wove.benchmarks.side.DefaultDispatcher;
import dev.wove.benchmarks.side.Entry;
import dev.wove.benchmarks.side.FutureGraph;
import dev.wove.benchmarks.side.RetryingAsyncGraph;
import dev.wove.benchmarks.side.TimedAsyncGraph;
import dev.wove.benchmarks.side.WoveGraph;
import dev.wove.benchmarks.side.WoveGraphWith;
import dev.wove.benchmarks.side.WoveYieldingGraph;
import dev.wove.micrometer.WoveMeters;
import dev.wove.observe.BodyId;
import dev.wove.observe.BodyObserver;
import dev.wove.observe.RunObserver;
import dev.wove.opentelemetry.WoveSpans;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The layered graph on other dispatchers, with bodies that suspend, and with options that most tasks in real code have. */
final class LayeredShapes {
    private static final int RETRIES = 2;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private LayeredShapes() {}

    static List<Shape> of(int tasks) {
        var dag = Dags.layered(tasks, (int) Math.sqrt(tasks));
        var name = "layered " + tasks;
        return List.of(
                entered(name + " on runBlocking", dag, Entry.EVENT_LOOP, Budget.ratio(0.55, 0.75)),
                entered(name + " on runTest", dag, Entry.TEST, Budget.ratio(0.2)),
                suspending(name, dag),
                retrying(name, dag),
                timed(name, dag),
                traced(name, dag),
                seen(name + " with a listener", dag, WeaveOptions.trace().listener(new LastEvent())),
                seen(
                        name + " observed by meters",
                        dag,
                        WeaveOptions.observer(WoveMeters.of(new SimpleMeterRegistry()))),
                seen(name + " observed around bodies", dag, WeaveOptions.observer(run -> new Around())),
                seen(name + " observed by spans", dag, WeaveOptions.observer(WoveSpans.of(recording()))));
    }

    /** Spans are made, and go nowhere. */
    private static OpenTelemetry recording() {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().build())
                .build();
    }

    private static Shape traced(String name, LazyDag dag) {
        var entry = Entry.DEFAULT;
        return Shape.named(
                        name + " with trace, against without, on Default",
                        "task",
                        dag.size(),
                        dag,
                        () -> new WoveGraphWith(dag.get(), entry, WeaveOptions.trace()))
                .peer("Wove, without", Budget.ratio(1.15), () -> new WoveGraph(dag.get(), entry, null))
                .build();
    }

    private static Shape seen(String name, LazyDag dag, WeaveOptions options) {
        var entry = Entry.DEFAULT;
        return Shape.named(
                        name + ", against without, on Default",
                        "task",
                        dag.size(),
                        dag,
                        () -> new WoveGraphWith(dag.get(), entry, options))
                .peer("Wove, without", null, () -> new WoveGraph(dag.get(), entry, null))
                .build();
    }

    /** Takes each event and does nothing with it that costs. */
    private static final class LastEvent implements WeaveListener {
        @SuppressWarnings("unused")
        private @Nullable TraceEvent last;

        @Override
        public void happened(TraceEvent event) {
            last = event;
        }
    }

    /** Is around each body, and does nothing there. */
    private static final class Around implements RunObserver, BodyObserver {
        private static final AutoCloseable NOTHING = () -> {};

        @Override
        public BodyObserver bodyStarts(BodyId body) {
            return this;
        }

        @Override
        public AutoCloseable enters() {
            return NOTHING;
        }
    }

    private static Shape entered(String name, LazyDag dag, Entry entry, Budget budget) {
        return Shape.named(name, "task", dag.size(), dag, () -> new WoveGraph(dag.get(), entry, null))
                .peer("async", budget, () -> new AsyncGraph(dag.get(), entry))
                .build();
    }

    private static Shape suspending(String name, LazyDag dag) {
        var entry = Entry.DEFAULT;
        return Shape.named(
                        name + " suspending once on Default",
                        "task",
                        dag.size(),
                        dag,
                        () -> new WoveYieldingGraph(dag.get(), entry))
                .peer("async", Budget.ratio(0.65), () -> new AsyncYieldingGraph(dag.get(), entry))
                .build();
    }

    private static Shape retrying(String name, LazyDag dag) {
        var entry = Entry.DEFAULT;
        return Shape.named(
                        name + " with retries on Default",
                        "task",
                        dag.size(),
                        dag,
                        () -> new WoveGraph(dag.get(), entry, Policy.retries(RETRIES)))
                .peer("async, loop that retries", null, () -> new RetryingAsyncGraph(dag.get(), entry, RETRIES))
                .build();
    }

    private static Shape timed(String name, LazyDag dag) {
        var entry = Entry.DEFAULT;
        return Shape.named(
                        name + " with timeouts on Default",
                        "task",
                        dag.size(),
                        dag,
                        () -> new WoveGraph(dag.get(), entry, Policy.timeout(TIMEOUT)))
                .peer("async, withTimeout", null, () -> new TimedAsyncGraph(dag.get(), entry, TIMEOUT.toMillis()))
                .peer(
                        "CompletableFuture, orTimeout",
                        null,
                        () -> new FutureGraph(
                                dag.get(),
                                DefaultDispatcher.EXECUTOR,
                                task -> task.orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)))
                .build();
    }
}
