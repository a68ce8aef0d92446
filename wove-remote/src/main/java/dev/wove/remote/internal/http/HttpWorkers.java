package dev.wove.remote.internal.http;

import dev.wove.environment.EnvironmentException;
import dev.wove.environment.WorkerInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of one environment, which new runs go round. Thread-safe. */
final class HttpWorkers {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.remote");

    /** How long one that could not be reached gets nothing, and is not asked again. */
    private static final long UNREACHABLE_MILLIS = 1_000;

    private final List<HttpWorker> all;
    private final AtomicInteger turn = new AtomicInteger();

    HttpWorkers(List<HttpWorker> all) {
        this.all = List.copyOf(all);
    }

    List<HttpWorker> all() {
        return all;
    }

    /**
     * Greets all of them.
     *
     * @return what those say together that were reached
     * @throws EnvironmentException if none was
     */
    WorkerInfo start() throws InterruptedException {
        var greetings = all.stream().map(HttpWorker::greet).toList();
        EnvironmentException first = null;
        for (int i = 0; i < all.size(); i++) {
            var failure = failure(all.get(i), greetings.get(i));
            if (failure == null) {
                continue;
            }
            if (all.size() > 1) {
                LOG.warn("{} It gets nothing until it can.", failure.getMessage());
            }
            all.get(i).rest(UNREACHABLE_MILLIS);
            if (first == null) {
                first = failure;
            } else {
                first.addSuppressed(failure);
            }
        }
        var known =
                all.stream().map(HttpWorker::info).filter(info -> info != null).toList();
        if (known.isEmpty()) {
            throw first;
        }
        return together(known);
    }

    private static @Nullable EnvironmentException failure(HttpWorker worker, CompletableFuture<WorkerInfo> greeting)
            throws InterruptedException {
        var limit = worker.options().connectLimit().multipliedBy(2).toMillis();
        try {
            greeting.get(limit, TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof EnvironmentException told
                    ? told
                    : worker.unusable("cannot be used: " + Problems.text(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            return worker.unusable("did not answer in time", e);
        }
    }

    /** The methods that all of them have, and what they take together. */
    private static WorkerInfo together(List<WorkerInfo> known) {
        if (known.size() == 1) {
            return known.get(0);
        }
        var names = new HashMap<String, List<String>>();
        var first = known.get(0).handlers();
        var inFlight = 0L;
        var bytes = Long.MAX_VALUE;
        if (first != null) {
            names.putAll(first);
        }
        for (var each : known) {
            names.keySet().retainAll(handlers(each).keySet());
            inFlight += each.maxInFlight().orElse(Integer.MAX_VALUE);
            bytes = Math.min(bytes, each.maxFrameBytes().orElse(Long.MAX_VALUE));
        }
        return known.get(0)
                .handlers(names)
                .maxInFlight((int) Math.min(inFlight, Integer.MAX_VALUE))
                .maxFrameBytes(bytes);
    }

    private static Map<String, List<String>> handlers(WorkerInfo info) {
        return info.handlers() == null ? Map.of() : info.handlers();
    }

    /** The next one that can take a run; any if none can. */
    HttpWorker next() {
        if (all.size() == 1) {
            return all.get(0);
        }
        int from = Math.floorMod(turn.getAndIncrement(), all.size());
        HttpWorker last = null;
        for (int i = 0; i < all.size(); i++) {
            var worker = all.get((from + i) % all.size());
            if (worker.info() != null) {
                if (!worker.rests()) {
                    return worker;
                }
                last = worker;
            } else if (!worker.rests()) {
                askAgain(worker);
            }
        }
        return last == null ? all.get(from) : last;
    }

    private static void askAgain(HttpWorker worker) {
        worker.rest(UNREACHABLE_MILLIS);
        worker.greet().exceptionally(e -> {
            LOG.debug("A worker cannot be reached yet.", e instanceof CompletionException ? e.getCause() : e);
            return null;
        });
    }

    /** Nobody listens there now. */
    static void unreachable(HttpWorker worker) {
        worker.rest(UNREACHABLE_MILLIS);
    }
}
