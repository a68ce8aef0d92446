package dev.wove.remote.internal.memory;

import dev.wove.remote.FrameKind;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may become of frames on their way. Thread-safe. */
public final class Network {
    private final Map<FrameKind, Integer> drops = new EnumMap<>(FrameKind.class);
    private final Map<FrameKind, Integer> duplicates = new EnumMap<>(FrameKind.class);
    private final List<Pipe> frozen = new ArrayList<>();
    private Duration delay = Duration.ZERO;
    private int reorders;
    private boolean freezes;

    public synchronized void delay(Duration time) {
        delay = time;
    }

    public synchronized void drop(FrameKind kind, int n) {
        drops.merge(kind, n, Integer::sum);
    }

    public synchronized void duplicate(FrameKind kind, int n) {
        duplicates.merge(kind, n, Integer::sum);
    }

    public synchronized void reorder(int n) {
        reorders += n;
    }

    public synchronized void freeze() {
        freezes = true;
    }

    public void thaw() {
        List<Pipe> waiting;
        synchronized (this) {
            freezes = false;
            waiting = List.copyOf(frozen);
            frozen.clear();
        }
        waiting.forEach(Pipe::drain);
    }

    /** Whether nothing passes now; {@code pipe} is drained when something does again. */
    synchronized boolean isFrozen(Pipe pipe) {
        if (freezes && !frozen.contains(pipe)) {
            frozen.add(pipe);
        }
        return freezes;
    }

    void send(Frame frame, Pipe pipe) {
        int copies = 1;
        boolean overtaken = false;
        Duration wait;
        synchronized (this) {
            var kind = kind(frame);
            if (kind != null) {
                copies = took(drops, kind) ? 0 : took(duplicates, kind) ? 2 : 1;
            }
            if (copies > 0 && reorders > 0) {
                reorders--;
                overtaken = true;
            }
            wait = delay;
        }
        var bytes = FrameWriter.bytes(frame);
        for (int i = 0; i < copies; i++) {
            pipe.add(bytes, wait, overtaken);
        }
    }

    private static boolean took(Map<FrameKind, Integer> left, FrameKind kind) {
        int n = left.getOrDefault(kind, 0);
        if (n > 0) {
            left.put(kind, n - 1);
        }
        return n > 0;
    }

    private static @Nullable FrameKind kind(Frame frame) {
        if (frame instanceof Frame.Terminal) {
            return FrameKind.RESULT;
        }
        if (frame instanceof Frame.RunTask) {
            return FrameKind.RUN;
        }
        if (frame instanceof Frame.CancelTask) {
            return FrameKind.CANCEL;
        }
        if (frame instanceof Frame.TaskStarted) {
            return FrameKind.STARTED;
        }
        return frame instanceof Frame.Heartbeat ? FrameKind.HEARTBEAT : null;
    }
}
