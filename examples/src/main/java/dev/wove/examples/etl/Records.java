package dev.wove.examples.etl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Where records come from and go to. Each call takes its time, and is noted. */
public final class Records {
    /** The one record that cannot be read. */
    public static final int BROKEN = 7;

    /** How many units of time it takes to fetch the records 1, 2, ... */
    private static final List<Integer> DELAYS = List.of(4, 2, 3, 9, 5, 1, 2);

    private static final int UPLOAD = 2;
    private static final int LOCK = 12;

    /** What was done, and when. */
    public record Step(String what, Duration from, Duration to) {}

    private final ConcurrentLinkedQueue<Step> steps = new ConcurrentLinkedQueue<>();
    private final Duration unit;
    private final long start = System.nanoTime();

    public Records(Duration unit) {
        this.unit = unit;
    }

    /** The text of a record: a letter with blanks around it. */
    public CompletableFuture<String> fetch(int id) {
        var from = now();
        return CompletableFuture.supplyAsync(
                () -> {
                    note("fetch " + id, from);
                    if (id == BROKEN) {
                        throw new UnreadableException("Record " + id + " cannot be read");
                    }
                    return " " + (char) ('a' + id - 1) + " ";
                },
                after(DELAYS.get(id - 1)));
    }

    public String concat(String first, String second) {
        var from = now();
        var text = first + second;
        note("concat " + strip(text), from);
        return text;
    }

    /** The text without blanks. */
    public String strip(String text) {
        return text.replace(" ", "");
    }

    /** Keeps others from writing where {@link #upload} will. */
    public CompletableFuture<Void> lock() {
        var from = now();
        return CompletableFuture.runAsync(() -> note("lock", from), after(LOCK));
    }

    public CompletableFuture<String> upload(String first, String second, String third) {
        var from = now();
        var all = String.join(", ", first, second, third);
        return CompletableFuture.supplyAsync(
                () -> {
                    note("upload " + all, from);
                    return "uploaded " + all;
                },
                after(UPLOAD));
    }

    /** What was done, in the order in which it ended. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    private Executor after(int units) {
        return CompletableFuture.delayedExecutor(
                unit.multipliedBy(units).toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    private void note(String what, Duration from) {
        steps.add(new Step(what, from, now()));
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A record could not be read. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message, new IOException("bad sector"));
        }
    }
}
