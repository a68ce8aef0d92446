package dev.wove.benchmarks.shape;

import dev.wove.benchmarks.side.ArrowMapped;
import dev.wove.benchmarks.side.ArrowMappedWithWorkers;
import dev.wove.benchmarks.side.AsyncMapped;
import dev.wove.benchmarks.side.DefaultDispatcher;
import dev.wove.benchmarks.side.Entry;
import dev.wove.benchmarks.side.FlowMapped;
import dev.wove.benchmarks.side.JavaMapped;
import dev.wove.benchmarks.side.SemaphoreMapped;
import dev.wove.benchmarks.side.VirtualThreads;
import dev.wove.benchmarks.side.WorkersMapped;
import dev.wove.benchmarks.side.WoveMapped;
import dev.wove.benchmarks.side.WoveMappedWithWorkers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import reactor.util.concurrent.Queues;

/** One body for each of many items. */
final class MappedShapes {
    private static final int WORKERS = 8;
    private static final Entry ENTRY = Entry.DEFAULT;
    private static final Executor DEFAULT = DefaultDispatcher.EXECUTOR;

    private MappedShapes() {}

    static List<Shape> of(int number) {
        var items = new Items(number);
        return List.of(notSuspending(items), suspendingOnce(items), blocking(items));
    }

    private static Shape notSuspending(Items items) {
        return named("on Default", items, () -> new WoveMapped(items, ENTRY))
                .peer("map async awaitAll", Budget.ratio(0.25), () -> new AsyncMapped(items, ENTRY))
                .peer("CompletableFuture", null, () -> JavaMapped.futures(items, DEFAULT))
                .peer(
                        "virtual threads",
                        Budget.VIRTUAL_THREADS,
                        VirtualThreads.missing(),
                        () -> JavaMapped.virtualThreads(items))
                .peer("ParSeq", Budget.PARSEQ, () -> JavaMapped.parSeq(items, DEFAULT))
                .peer(
                        "Reactor flatMapSequential",
                        null,
                        () -> JavaMapped.reactor(items, DEFAULT, Queues.SMALL_BUFFER_SIZE))
                .peer("Arrow parMap", null, () -> new ArrowMapped(items, ENTRY))
                .build();
    }

    private static Shape suspendingOnce(Items items) {
        return named(
                        "suspending once, 8 workers, on Default",
                        items,
                        () -> new WoveMappedWithWorkers(items, ENTRY, WORKERS))
                .peer(
                        "map async awaitAll, Semaphore",
                        Budget.ratio(0.5),
                        () -> new SemaphoreMapped(items, ENTRY, WORKERS))
                .peer("8 coroutines, shared index", null, () -> new WorkersMapped(items, ENTRY, WORKERS))
                .peer("Flow flatMapMerge", null, () -> new FlowMapped(items, ENTRY, WORKERS))
                .peer(
                        "virtual threads, Semaphore",
                        Budget.VIRTUAL_THREADS,
                        VirtualThreads.missing(),
                        () -> JavaMapped.virtualThreads(items, WORKERS, Thread::yield))
                .peer("Reactor flatMapSequential", null, () -> JavaMapped.reactor(items, DEFAULT, WORKERS))
                .peer("Arrow parMap", null, () -> new ArrowMappedWithWorkers(items, ENTRY, WORKERS))
                .build();
    }

    private static Shape blocking(Items items) {
        return named("blocking bodies, 8 workers, from Java", items, () -> JavaMapped.wove(items, WORKERS))
                .peer("ExecutorService invokeAll", null, () -> JavaMapped.invokeAll(items, WORKERS))
                .peer(
                        "virtual threads, Semaphore",
                        Budget.VIRTUAL_THREADS,
                        VirtualThreads.missing(),
                        () -> JavaMapped.virtualThreads(items, WORKERS, () -> {}))
                .build();
    }

    private static Shape.Builder named(String name, Items items, Callable<Run> ours) {
        var number = items.list().size();
        return Shape.named("mapped " + number + " " + name, "item", number, items, ours);
    }
}
