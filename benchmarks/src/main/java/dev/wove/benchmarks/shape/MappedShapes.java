package dev.wove.benchmarks.shape;

import dev.wove.benchmarks.side.AsyncMapped;
import dev.wove.benchmarks.side.Entry;
import dev.wove.benchmarks.side.SemaphoreMapped;
import dev.wove.benchmarks.side.WorkersMapped;
import dev.wove.benchmarks.side.WoveMapped;
import dev.wove.benchmarks.side.WoveMappedWithWorkers;
import java.util.List;

/** One body for each of many items. */
final class MappedShapes {
    private static final int WORKERS = 8;
    private static final Entry ENTRY = Entry.DEFAULT;

    private MappedShapes() {}

    static List<Shape> of(int number) {
        return List.of(notSuspending(number), suspendingOnce(number));
    }

    private static Shape notSuspending(int number) {
        var items = new Items(number);
        return Shape.named(
                        "mapped " + number + " on Default", "item", number, items, () -> new WoveMapped(items, ENTRY))
                .peer("map async awaitAll", Budget.ratio(0.25), () -> new AsyncMapped(items, ENTRY))
                .build();
    }

    private static Shape suspendingOnce(int number) {
        var items = new Items(number);
        return Shape.named(
                        "mapped " + number + " suspending once, 8 workers, on Default",
                        "item",
                        number,
                        items,
                        () -> new WoveMappedWithWorkers(items, ENTRY, WORKERS))
                .peer(
                        "map async awaitAll, Semaphore",
                        Budget.ratio(0.5),
                        () -> new SemaphoreMapped(items, ENTRY, WORKERS))
                .peer("8 coroutines, shared index", null, () -> new WorkersMapped(items, ENTRY, WORKERS))
                .build();
    }
}
