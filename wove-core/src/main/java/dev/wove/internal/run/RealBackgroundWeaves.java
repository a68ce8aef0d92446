package dev.wove.internal.run;

import dev.wove.BackgroundWeaves;
import dev.wove.DrainReport;
import dev.wove.DrainReport.LostWeave;
import dev.wove.internal.pool.OwnThreads;
import dev.wove.internal.text.DurationText;
import dev.wove.internal.text.Names;
import dev.wove.internal.text.SafeLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The weaves under way, and how they are brought to an end. */
public final class RealBackgroundWeaves implements BackgroundWeaves {
    /** How long cancelled weaves are waited for. */
    private static final Duration TO_STOP = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");

    private final Duration grace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All guarded by the lock.
    private final Set<Entry> underWay = new LinkedHashSet<>();
    private boolean draining;
    private @Nullable DrainReport report;
    private @Nullable Thread hook;

    public RealBackgroundWeaves(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException(
                    "The grace of background weaves must not be negative, but is " + grace + ".");
        }
        this.grace = grace;
    }

    /** A weave that is about to start, or under way. What keeps it there are its run and the calls of its onDone. */
    public final class Entry {
        private final String weave;
        private int holders = 1;
        private Runnable cancel = () -> {};
        private Supplier<List<String>> running = List::of;
        private boolean cancelled;

        private Entry(String weave) {
            this.weave = weave;
        }

        /** Tells how to cancel it. To be called before it starts. */
        public void runs(Runnable cancel, Supplier<List<String>> running) {
            boolean late = locked(() -> {
                this.cancel = cancel;
                this.running = running;
                return cancelled;
            });
            if (late) {
                cancel();
            }
        }

        /** Cancels it, now or once it is planned. One that cannot be cancelled must not keep the others from it. */
        private void cancel() {
            var how = locked(() -> {
                cancelled = true;
                return cancel;
            });
            try {
                how.run();
            } catch (RuntimeException e) {
                SafeLog.warn(LOG, "Weave '" + weave + "' could not be cancelled", e);
            }
        }

        /** Something more of it is going to run, maybe after all else of it has. */
        public void hold() {
            locked(() -> holders++ == 0 && underWay.add(this));
        }

        /** The opposite of entering, and of {@link #hold}. */
        public void leave() {
            locked(() -> {
                boolean left = --holders == 0 && underWay.remove(this);
                if (left) {
                    changed.signalAll();
                }
                return left;
            });
        }

        /** Tells of a failure that nobody is told of otherwise. */
        public void failed(Throwable failure) {
            SafeLog.warn(LOG, "Background weave '" + weave + "' failed, and nobody had asked to be told", failure);
        }
    }

    /** Makes room for a weave that is going to start. */
    public Entry enter(String weave) {
        return locked(() -> {
            if (draining) {
                throw new IllegalStateException(
                        "Weave '" + Names.plain(weave) + "' was launched into background weaves that are being"
                                + " drained, or have been.\n  Launch before the program ends, or run the weave in place.");
            }
            var entry = new Entry(Names.plain(weave));
            underWay.add(entry);
            return entry;
        });
    }

    @Override
    public BackgroundWeaves drainOnShutdown() {
        return locked(() -> {
            if (hook == null && !draining) {
                var thread = OwnThreads.daemon(this::drain, "wove-drain");
                Runtime.getRuntime().addShutdownHook(thread);
                hook = thread;
            }
            return this;
        });
    }

    @Override
    public List<String> running() {
        return entries().stream().map(entry -> entry.weave).toList();
    }

    @Override
    public DrainReport drain() {
        var others = locked(this::beginOrAwaitReport);
        if (others != null) {
            return others;
        }
        var drained = drainNow();
        locked(() -> {
            report = drained;
            changed.signalAll();
            return drained;
        });
        if (!drained.lost().isEmpty()) {
            LOG.warn("Background weaves were cancelled after their grace of {}: {}", DurationText.of(grace), drained);
        }
        return drained;
    }

    /** The report of who drains already, once there is one; null if the caller is to drain. */
    private @Nullable DrainReport beginOrAwaitReport() {
        if (!draining) {
            draining = true;
            return null;
        }
        while (report == null) {
            changed.awaitUninterruptibly();
        }
        return report;
    }

    private DrainReport drainNow() {
        var before = entries();
        boolean interrupted = waitUntilEmpty(grace);
        var late = entries();
        var running = new ArrayList<List<String>>();
        for (var entry : late) {
            running.add(entry.running.get());
        }
        for (var entry : late) {
            entry.cancel();
        }
        interrupted |= waitUntilEmpty(TO_STOP);
        var stuck = entries();
        var lost = new ArrayList<LostWeave>();
        for (int i = 0; i < late.size(); i++) {
            lost.add(new RealDrainReport.LostWeave(late.get(i).weave, running.get(i), !stuck.contains(late.get(i))));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        before.removeAll(late);
        return new RealDrainReport(before.stream().map(entry -> entry.weave).toList(), lost);
    }

    private List<Entry> entries() {
        return locked(() -> new ArrayList<>(underWay));
    }

    /** Waits, at most that long; true if it was interrupted. */
    private boolean waitUntilEmpty(Duration limit) {
        return locked(() -> {
            long left = TimeUnit.NANOSECONDS.convert(limit);
            try {
                while (!underWay.isEmpty() && left > 0) {
                    left = changed.awaitNanos(left);
                }
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        drain();
        Thread registered = locked(() -> {
            var before = hook;
            hook = null;
            return before;
        });
        if (registered == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(registered);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM is shutting down; its hook finds the weaves drained", e);
        }
    }

    @Override
    public String toString() {
        return "BackgroundWeaves" + running();
    }
}
