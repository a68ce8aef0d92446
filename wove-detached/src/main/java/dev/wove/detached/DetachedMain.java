package dev.wove.detached;

import dev.wove.BackgroundWeaves;
import dev.wove.Weave;
import dev.wove.WeaveCancelledException;
import dev.wove.WeaveResult;
import dev.wove.internal.reuse.reflect.DeclaredTypes;
import dev.wove.java.Given;
import dev.wove.java.Wove;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a detached process. Its argument is the folder of the run. Exit codes: 0 for a value, 1 if the run could
 * not start, 2 for a failure.
 */
final class DetachedMain {
    private static final int CANNOT_START = 1;
    private static final int FAILED = 2;

    private final RunFiles files;

    private final BackgroundWeaves background = BackgroundWeaves.withGrace(Duration.ZERO);

    /** Done when the result is written. */
    private final CompletableFuture<DetachedState> ended = new CompletableFuture<>();

    private DetachedMain(RunFiles files) {
        this.files = files;
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        if (args.length != 1) {
            System.err.println("Usage: java " + DetachedMain.class.getName() + " FOLDER-OF-THE-RUN");
            return CANNOT_START;
        }
        var main = new DetachedMain(new RunFiles(Path.of(args[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(main::stop, "wove-stop"));
        return main.run();
    }

    /** On SIGTERM, or when a body ends the JVM: cancels the weave, and has its end written down before the JVM halts. */
    private void stop() {
        var exit = ExitCall.underWay();
        if (exit != null) {
            end(Ending.of(DetachedState.FAILED, exit));
        }
        background.drain();
        end(Ending.of(DetachedState.CANCELLED, new WeaveCancelledException("The process was told to stop", null)));
    }

    private int run() {
        Job job;
        try {
            Running.of(ProcessHandle.current()).write(files);
            job = Job.decoded(takeJob(files));
        } catch (Throwable e) {
            return cannotStart("The run in " + files.folder(), e);
        }
        return run(job);
    }

    private int cannotStart(String what, Throwable why) {
        var ending = Ending.of(DetachedState.FAILED, why);
        System.err.print(what + " cannot start: " + ending.trace());
        end(ending);
        return CANNOT_START;
    }

    /** Reads the job and removes it, whatever is in it: inputs and system properties need not lie around. */
    private static String takeJob(RunFiles files) throws IOException {
        try {
            return Files.readString(files.job());
        } finally {
            Files.deleteIfExists(files.job());
            Files.deleteIfExists(files.arguments());
        }
    }

    private int run(Job job) {
        try {
            Wove.in(background)
                    .launchWeave((Weave<?>) Job.make(job.weave()), Given.given(job.inputs()))
                    .onDone(result -> end(endingOf(job, result)));
            return ended.join() == DetachedState.SUCCEEDED ? 0 : FAILED;
        } catch (Throwable e) {
            return cannotStart("The weave " + job.weave().getName(), e);
        }
    }

    private static Ending endingOf(Job job, WeaveResult<?> result) {
        @Nullable Throwable failure = result.failure();
        if (failure == null) {
            try {
                var codec = job.codecs().of(DeclaredTypes.of(job.weave()).value());
                return Ending.of(FileJson.text(codec, result.value(), "the value of the weave"));
            } catch (Throwable e) {
                failure = e;
            }
        }
        boolean wasCancelled = failure instanceof WeaveCancelledException;
        var ending = Ending.of(wasCancelled ? DetachedState.CANCELLED : DetachedState.FAILED, failure);
        System.err.print(ending.trace());
        return ending;
    }

    /** Writes down how the run ended, unless that is done. Whatever comes of that, the process is to end. */
    private synchronized void end(Ending ending) {
        if (ended.isDone()) {
            return;
        }
        var state = DetachedState.FAILED;
        try {
            state = write(ending);
        } catch (Throwable e) {
            System.err.println("The result of the run cannot be written to " + files.result() + ": " + e);
            e.printStackTrace();
        } finally {
            ended.complete(state);
        }
    }

    /** A value may be larger than what is left of the disk: then at least that is told. */
    private DetachedState write(Ending ending) throws IOException {
        try {
            RunFiles.write(files.result(), FileJson.write(ending));
            return ending.state();
        } catch (Throwable e) {
            System.err.println("The result of the run cannot be written to " + files.result() + ": " + e);
            RunFiles.write(files.result(), FileJson.write(Ending.unwritten(e)));
            return DetachedState.FAILED;
        }
    }
}
