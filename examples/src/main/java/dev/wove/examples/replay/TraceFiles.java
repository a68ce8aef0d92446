package dev.wove.examples.replay;

import dev.wove.PlanException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The traces that a command was called with. What is wrong with one is a line on standard error; the others go on. */
public final class TraceFiles {
    private static final int UNREADABLE = 2;

    private final PrintWriter err;
    private int exitCode;

    public TraceFiles(PrintWriter err) {
        this.err = err;
    }

    /** {@code names}, with those of folders replaced by the JSON files in them. */
    public List<String> within(List<String> names) {
        var files = new ArrayList<String>();
        for (var name : names) {
            try {
                var path = Path.of(name);
                if (Files.isDirectory(path)) {
                    files.addAll(jsonFiles(path));
                } else {
                    files.add(name);
                }
            } catch (InvalidPathException | IOException e) {
                tell(name, String.valueOf(e.getMessage()));
            }
        }
        return files;
    }

    private static List<String> jsonFiles(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(Path::toString)
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** Calls {@code action} with the trace in {@code file}, unless it cannot be read or run. */
    public <X extends Exception> void use(String file, TraceAction<X> action) throws X {
        try {
            action.accept(WfFormat.read(Path.of(file)));
        } catch (TraceException | InvalidPathException e) {
            tell(file, e.getMessage().replaceAll("\\R", " "));
        } catch (PlanException e) {
            // The first line says what is wrong with which task; more follow for those who write weaves by hand.
            tell(file, e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /** What to do with a trace. */
    @FunctionalInterface
    public interface TraceAction<X extends Exception> {
        void accept(Trace trace) throws X;
    }

    private void tell(String file, String problem) {
        err.println(file + ": " + problem);
        exitCode = UNREADABLE;
    }

    /** 0, or 2 if something was wrong with a file. */
    public int exitCode() {
        return exitCode;
    }
}
