package dev.wove.benchmarks.side;

import com.linkedin.parseq.Task;
import dev.wove.Policy;
import dev.wove.benchmarks.shape.Items;
import dev.wove.benchmarks.shape.Run;
import dev.wove.java.Wove;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One body for each item, from a thread. */
public final class JavaMapped {
    private JavaMapped() {}

    /** Bodies that may block, on Wove's pool or virtual threads. */
    public static Run wove(Items items, int workers) {
        return () -> Wove.<List<Integer>, RuntimeException>weave(
                "items", w -> w.with(Policy.workers(workers)).each("values", items.list(), Items::value));
    }

    /** As many threads as workers. */
    public static Run invokeAll(Items items, int workers) {
        var pool = Executors.newFixedThreadPool(workers, Daemons::newThread);
        return closing(pool, () -> {
            var calls = new ArrayList<Callable<Integer>>(items.list().size());
            for (var item : items.list()) {
                calls.add(() -> Items.value(item));
            }
            return values(pool.invokeAll(calls));
        });
    }

    /** A virtual thread an item. */
    public static Run virtualThreads(Items items) {
        var executor = VirtualThreads.newExecutor();
        return closing(executor, () -> {
            var futures = new ArrayList<Future<Integer>>(items.list().size());
            for (var item : items.list()) {
                futures.add(executor.submit(() -> Items.value(item)));
            }
            return values(futures);
        });
    }

    /** A virtual thread an item, held back by a semaphore. */
    public static Run virtualThreads(Items items, int workers, Runnable before) {
        var executor = VirtualThreads.newExecutor();
        return closing(executor, () -> {
            var permits = new Semaphore(workers);
            var futures = new ArrayList<Future<Integer>>(items.list().size());
            for (var item : items.list()) {
                futures.add(executor.submit(() -> {
                    permits.acquire();
                    try {
                        before.run();
                        return Items.value(item);
                    } finally {
                        permits.release();
                    }
                }));
            }
            return values(futures);
        });
    }

    public static Run futures(Items items, Executor executor) {
        return () -> {
            var futures = new ArrayList<CompletableFuture<Integer>>(items.list().size());
            for (var item : items.list()) {
                futures.add(CompletableFuture.supplyAsync(() -> Items.value(item), executor));
            }
            var values = new ArrayList<Integer>(futures.size());
            for (var future : futures) {
                values.add(future.join());
            }
            return values;
        };
    }

    /** Each item is handed to the executor, at most {@code concurrency} at a time. */
    public static Run reactor(Items items, Executor executor, int concurrency) {
        var scheduler = Schedulers.fromExecutor(executor);
        return () -> {
            var values = Flux.fromIterable(items.list())
                    .flatMapSequential(
                            item -> Mono.fromCallable(() -> Items.value(item)).subscribeOn(scheduler), concurrency)
                    .collectList()
                    .block();
            if (values == null) {
                throw new IllegalStateException("There is no list");
            }
            return values;
        };
    }

    public static Run parSeq(Items items, Executor executor) {
        var parSeq = new ParSeq(executor);
        return closing(parSeq::close, () -> {
            var tasks = new ArrayList<Task<Integer>>(items.list().size());
            for (var item : items.list()) {
                tasks.add(Task.callable(() -> Items.value(item)));
            }
            var all = Task.par(tasks);
            return parSeq.run(all, all);
        });
    }

    private static List<Integer> values(List<Future<Integer>> futures) throws Exception {
        var values = new ArrayList<Integer>(futures.size());
        for (var future : futures) {
            values.add(future.get());
        }
        return values;
    }

    private static Run closing(ExecutorService executor, Callable<Object> once) {
        return closing(executor::shutdown, once);
    }

    private static Run closing(Runnable close, Callable<Object> once) {
        return new Run() {
            @Override
            public Object once() throws Exception {
                return once.call();
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
