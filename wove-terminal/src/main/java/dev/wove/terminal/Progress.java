package dev.wove.terminal;

import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a long run is, in some lines of the terminal that are drawn again and again: tasks and items done, how many a
 * second, about how long it will still take, and what is running longest.
 *
 * <pre>{@code
 * try (var progress = Progress.show()) {
 *     Wove.with(WeaveOptions.listener(progress)).weave("nightly", w -> ...);
 * }
 * }</pre>
 *
 * <p>It writes to standard error, and nothing at all where that is not a terminal. What else is printed there meanwhile
 * may be drawn over. One may listen to several weaves, one after the other or at the same time, and shows the outermost
 * ones. Closing it takes the lines away.
 *
 * <p>Safe to share between threads.
 */
public final class Progress implements WeaveListener, AutoCloseable {
    /** Runs that are over before have shown nothing. */
    private static final long FIRST_MILLIS = 500;

    private static final long AGAIN_MILLIS = 100;

    private final RunsUnderWay runs = new RunsUnderWay();
    private final @Nullable Lines lines;

    private Progress(@Nullable Lines lines) {
        this.lines = lines;
    }

    /** Shows progress on standard error if that is a terminal. */
    public static Progress show() {
        return on(Screen.of(SystemStream.Error), System.err);
    }

    static Progress on(Screen screen, PrintStream out) {
        if (!screen.live()) {
            return new Progress(null);
        }
        try {
            var progress = new Progress(new Lines(screen, out));
            progress.lines.drawAgainAndAgain(progress.runs);
            return progress;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void happened(TraceEvent event) {
        if (lines != null) {
            runs.happened(event, System.nanoTime());
        }
    }

    /** Takes the lines away. Waits until the last drawing is done. */
    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
    }

    /** The lines on the screen, drawn by a thread of their own. */
    private static final class Lines {
        private final Screen screen;
        private final Terminal terminal;
        private final Display display;
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "wove-progress");
            thread.setDaemon(true);
            return thread;
        });

        Lines(Screen screen, PrintStream out) throws IOException {
            this.screen = screen;
            terminal = screen.open(out);
            display = new Display(terminal, false);
            display.resize(Size.of(screen.columns(), Screen.ROWS));
        }

        void drawAgainAndAgain(RunsUnderWay runs) {
            thread.scheduleWithFixedDelay(
                    () -> draw(runs.lines(System.nanoTime(), screen)),
                    FIRST_MILLIS,
                    AGAIN_MILLIS,
                    TimeUnit.MILLISECONDS);
        }

        private void draw(List<AttributedString> lines) {
            display.update(lines, lines.isEmpty() ? 0 : -1);
            terminal.flush();
        }

        void close() {
            thread.shutdown();
            try {
                if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
                draw(List.of());
                terminal.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
