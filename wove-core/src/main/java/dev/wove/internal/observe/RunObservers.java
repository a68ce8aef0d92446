package dev.wove.internal.observe;

import dev.wove.function.TaskAction;
import dev.wove.internal.run.CallerContext;
import dev.wove.internal.text.SafeLog;
import dev.wove.observe.BodyId;
import dev.wove.observe.BodyObserver;
import dev.wove.observe.RunObserver;
import dev.wove.observe.RunStart;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.RunId;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who observes one run. */
public final class RunObservers {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");

    private final List<WeaveObserver> observers;
    private final RunId run;
    private final CallerContext carried;
    private final List<WeaveListener> listeners = new ArrayList<>();
    private final List<Guarded> ofBodies = new ArrayList<>();

    private RunObservers(List<WeaveObserver> observers, RunId run, CallerContext carried) {
        this.observers = observers;
        this.run = run;
        this.carried = carried;
    }

    /** Those of a run that starts: its own, and those of the run around it, each once. */
    public static List<WeaveObserver> observers(List<WeaveObserver> own, @Nullable RunObservers around) {
        if (own.isEmpty()) {
            return around == null ? own : around.observers;
        }
        var all = around == null ? new ArrayList<WeaveObserver>() : new ArrayList<>(around.observers);
        for (var observer : own) {
            if (all.stream().noneMatch(other -> other == observer)) {
                all.add(observer);
            }
        }
        return all;
    }

    /** Asks {@code observers} whether they want to see the run. */
    public static RunObservers start(List<WeaveObserver> observers, RunStart start, CallerContext carried) {
        var interested = new RunObservers(observers, start.id(), carried);
        for (var observer : observers) {
            try {
                interested.call(() -> interested.add(observer.starts(start)));
            } catch (Throwable e) {
                interested.leftOut(observer, e);
            }
        }
        return interested;
    }

    /** What observers leave on the thread must not meet the bodies. */
    void call(TaskAction action) throws Exception {
        carried.call(action);
    }

    private void add(@Nullable WeaveListener listener) {
        if (listener == null) {
            return;
        }
        var guarded = new Guarded(listener);
        listeners.add(guarded);
        if (listener instanceof RunObserver) {
            ofBodies.add(guarded);
        }
    }

    /** Those who are told what happens in this run alone. */
    public List<WeaveListener> listeners() {
        return listeners;
    }

    public boolean seeBodies() {
        return !ofBodies.isEmpty();
    }

    /** Who is around a body that is about to start; null if nobody is. */
    public @Nullable Observation bodyStarts(BodyId body) {
        var around = ofBodies.stream()
                .map(guarded -> guarded.bodyStarts(body))
                .filter(Objects::nonNull)
                .toArray(BodyObserver[]::new);
        return around.length == 0 ? null : new Observation(this, around);
    }

    void leftOut(Object observer, Throwable thrown) {
        SafeLog.warn(
                LOG,
                "An observer of weave '" + run.weave() + "', "
                        + observer.getClass().getName() + ", failed, and is left out from now on; the weave goes on.",
                thrown);
    }

    /** One that is left out once it has thrown. */
    private final class Guarded implements WeaveListener {
        private final WeaveListener observer;
        private volatile boolean out;

        Guarded(WeaveListener observer) {
            this.observer = observer;
        }

        @Override
        public void happened(TraceEvent event) {
            if (out) {
                return;
            }
            try {
                observer.happened(event);
            } catch (Throwable e) {
                leaveOut(e);
            }
        }

        @Nullable
        BodyObserver bodyStarts(BodyId body) {
            if (out) {
                return null;
            }
            var around = new BodyObserver[1];
            try {
                call(() -> around[0] = ((RunObserver) observer).bodyStarts(body));
                return around[0];
            } catch (Throwable e) {
                leaveOut(e);
                return null;
            }
        }

        private void leaveOut(Throwable thrown) {
            out = true;
            leftOut(observer, thrown);
        }
    }
}
