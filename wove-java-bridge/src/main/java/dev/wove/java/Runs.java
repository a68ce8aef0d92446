package dev.wove.java;

import dev.wove.Plan;
import dev.wove.Task;
import dev.wove.Weave;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.internal.engine.Execution;
import dev.wove.internal.engine.body.Failures;
import dev.wove.internal.engine.classes.ClassWeaving;
import dev.wove.internal.graph.GivenStreams;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.NotNull;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.plan.RealPlan;
import dev.wove.internal.result.Results;
import dev.wove.internal.reuse.reflect.WovenClass;
import dev.wove.internal.run.RealBackgroundWeaves;
import dev.wove.internal.text.Names;
import java.util.List;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import org.jspecify.annotations.Nullable;

/** From a block or a plan to an execution, and to what the caller asked for. */
final class Runs {
    private Runs() {}

    static <R extends @Nullable Object> R valueOf(String name, WeaveOptions options, WeaveBlock<R> block) {
        var execution = blocking(name, options, block);
        execution.runBlocking();
        return execution.valueOrThrow();
    }

    static <R extends @Nullable Object> WeaveResult<R> resultOf(
            String name, WeaveOptions options, WeaveBlock<R> block) {
        var execution = blocking(name, options, block);
        execution.runBlocking();
        return execution.result();
    }

    static <R extends @Nullable Object> WeaveFuture<R> futureOf(
            String name, WeaveOptions options, WeaveBlock<R> block) {
        return started(elsewhere(name, options, block, false));
    }

    static <R extends @Nullable Object> LiveWeave<R> launch(String name, WeaveOptions options, WeaveBlock<R> block) {
        var live = new LiveWeave<>(elsewhere(name, options, block, true), name);
        live.start();
        return live;
    }

    /** A weave for the background that has not started. */
    static <R extends @Nullable Object> LiveWeave<R> background(
            String name, WeaveOptions options, WeaveBlock<R> block, RealBackgroundWeaves.Entry entry) {
        check(name, block);
        var graph = new Graph(name, options, null);
        var context = Execution.Companion.backgroundContext();
        return background(Execution.Companion.inContext(graph, declared(graph, block), context, true), name, entry);
    }

    static <R extends @Nullable Object> LiveWeave<R> background(ClassRun run, RealBackgroundWeaves.Entry entry) {
        var graph = new Graph(run.named(), run.options(), null);
        var context = Execution.Companion.backgroundContext();
        return background(
                Execution.Companion.inContext(graph, declared(graph, run), context, true), run.named(), entry);
    }

    private static <R extends @Nullable Object> LiveWeave<R> background(
            Execution<R> execution, String name, RealBackgroundWeaves.Entry entry) {
        entry.runs(
                () -> execution.cancel(
                        "Weave '" + name + "' was cancelled: the grace of its background weaves was over", null),
                execution::running);
        return new LiveWeave<>(execution, name, entry);
    }

    static <R extends @Nullable Object> Plan<R> plan(String name, WeaveOptions options, WeaveBlock<R> block) {
        check(name, block);
        var graph = new Graph(name, options, null);
        return new RealPlan<>(graph, declared(graph, block));
    }

    static <R extends @Nullable Object> R valueOf(Plan<R> plan) {
        var execution = Execution.Companion.ofPlan(real(plan), Execution.Companion.blockingContext(plan.name()));
        execution.runBlocking();
        return execution.valueOrThrow();
    }

    static <R extends @Nullable Object> WeaveResult<R> resultOf(Plan<R> plan) {
        var execution = Execution.Companion.ofPlan(real(plan), Execution.Companion.blockingContext(plan.name()));
        execution.runBlocking();
        return execution.result();
    }

    static <R extends @Nullable Object> WeaveFuture<R> futureOf(Plan<R> plan) {
        return started(Execution.Companion.ofPlan(real(plan), Execution.Companion.elsewhereContext()));
    }

    private static <R extends @Nullable Object> WeaveFuture<R> started(Execution<R> execution) {
        var future = new WeaveFuture<>(execution, execution.getName());
        future.start(() -> {});
        return future;
    }

    private static <R extends @Nullable Object> RealPlan<R> real(Plan<R> plan) {
        return (RealPlan<R>) plan;
    }

    private static <R extends @Nullable Object> Execution<R> blocking(
            String name, WeaveOptions options, WeaveBlock<R> block) {
        check(name, block);
        return execution(name, options, block, Execution.Companion.blockingContext(name), false);
    }

    private static <R extends @Nullable Object> Execution<R> elsewhere(
            String name, WeaveOptions options, WeaveBlock<R> block, boolean live) {
        check(name, block);
        return execution(name, options, block, Execution.Companion.elsewhereContext(), live);
    }

    private static <R extends @Nullable Object> Execution<R> execution(
            String name, WeaveOptions options, WeaveBlock<R> block, CoroutineContext context, boolean live) {
        var graph = new Graph(name, options, Execution.Companion.enclosingHere());
        return Execution.Companion.inContext(graph, declared(graph, block), context, live);
    }

    private static void check(@Nullable String name, @Nullable WeaveBlock<?> block) {
        NotNull.of(name, "The name of a weave", "Give it one, for messages and threads.");
        if (block == null) {
            throw NotNull.missing("The block of weave '" + Names.plain(name) + "'", "Declare its tasks there.");
        }
    }

    private static TaskNode<?> declared(Graph graph, WeaveBlock<?> block) {
        try {
            return graph.seal(block.declare(new WeaveScope(graph)));
        } catch (Throwable e) {
            throw refused(graph, e);
        }
    }

    private static RuntimeException refused(Graph graph, Throwable thrown) {
        GivenStreams.close(graph, thrown);
        return Results.rethrow(Failures.blockFailure(graph.name(), thrown, EmptyCoroutineContext.INSTANCE));
    }

    // Weave classes

    /** A run of a weave class. */
    record ClassRun(
            Weave<?> weave,
            Given given,
            List<? extends Task<?>> only,
            WovenClass woven,
            @Nullable String givenName,
            WeaveOptions options,
            @Nullable ClassWeaveBlock block) {

        ClassRun(
                Weave<?> weave,
                Given given,
                List<? extends Task<?>> only,
                @Nullable String givenName,
                WeaveOptions options,
                @Nullable ClassWeaveBlock block) {
            this(
                    weave,
                    NotNull.of(given, "What a weave class is given", "Give it Given.nothing() where it takes nothing."),
                    only,
                    WovenClass.of(NotNull.of(weave, "The weave class to run", "Pass an instance of it.")),
                    givenName,
                    options,
                    block);
        }

        String named() {
            return givenName != null ? givenName : woven.name;
        }
    }

    static <R extends @Nullable Object> R valueOf(ClassRun run) {
        var execution = Runs.<R>execution(run, Execution.Companion.blockingContext(run.named()), false);
        execution.runBlocking();
        return execution.valueOrThrow();
    }

    static <R extends @Nullable Object> WeaveResult<R> resultOf(ClassRun run) {
        var execution = Runs.<R>execution(run, Execution.Companion.blockingResultContext(run.named()), false);
        execution.runBlocking();
        return execution.result();
    }

    static <R extends @Nullable Object> WeaveFuture<R> futureOf(ClassRun run) {
        return started(execution(run, Execution.Companion.elsewhereContext(), false));
    }

    static <R extends @Nullable Object> LiveWeave<R> launch(ClassRun run) {
        var live = new LiveWeave<>(Runs.<R>execution(run, Execution.Companion.elsewhereContext(), true), run.named());
        live.start();
        return live;
    }

    static <R extends @Nullable Object> Plan<R> plan(ClassRun run) {
        var graph = new Graph(run.named(), run.options(), null);
        return new RealPlan<>(graph, declared(graph, run));
    }

    private static <R extends @Nullable Object> Execution<R> execution(
            ClassRun run, CoroutineContext context, boolean live) {
        var graph = new Graph(run.named(), run.options(), Execution.Companion.enclosingHere());
        return Execution.Companion.inContext(graph, declared(graph, run), context, live);
    }

    private static TaskNode<?> declared(Graph graph, ClassRun run) {
        var weaving =
                new ClassWeaving(graph, run.weave(), run.woven(), run.given().values());
        try {
            if (run.block() != null) {
                run.block().declare(new ClassWeaveScope(graph, weaving));
            }
        } catch (Throwable e) {
            throw refused(graph, e);
        }
        return graph.seal(weaving.end(run.only()));
    }
}
