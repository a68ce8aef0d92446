package dev.wove.examples;

import dev.wove.WeaveResult;
import dev.wove.report.ChromeTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the examples that can write what happened in a run. */
public final class OutputFiles {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Path report;
    private @Nullable Path trace;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what happened as an HTML page.")
    void report(Path file) {
        report = inFolder(file);
    }

    @Option(names = "--trace", paramLabel = "FILE", description = "Write what happened as a trace for Perfetto.")
    void trace(Path file) {
        trace = inFolder(file);
    }

    public boolean areWanted() {
        return report != null || trace != null;
    }

    /** Writes those files that are wanted. */
    public void write(WeaveResult<?> result) throws IOException {
        if (report != null) {
            result.writeReport(report);
        }
        if (trace != null) {
            ChromeTrace.of(result).writeTo(trace);
        }
    }

    /** Before a run of which nothing would be left. */
    private Path inFolder(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "Cannot write " + file + ": there is no folder " + folder);
        }
        return file;
    }
}
