package dev.wove.test.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wove.internal.trace.ReportWriter;
import dev.wove.test.FailureReports;
import dev.wove.test.RecordedRuns;
import dev.wove.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes down what the weaves of a failed test did, and says in its failure where. */
public final class FailureFiles {
    /** Of more runs, the last are those that tell why a test has failed. */
    private static final int MOST_RUNS = 20;

    private static final int LONGEST_NAME = 100;

    private final FailureReports format;
    private final Path folder;
    private final String name;

    /**
     * @param folder where to; empty for {@code wove-reports} in the folder that the build tool writes to
     * @param test its name as people know it
     * @param id what tells it apart from all other tests
     */
    public FailureFiles(FailureReports format, String folder, String test, String id) {
        this.format = format;
        this.folder = folder.isEmpty() ? ofBuildTool() : Path.of(folder);
        this.name = fileName(test) + "-" + String.format("%08x", id.hashCode());
    }

    private static Path ofBuildTool() {
        var isGradle = Files.exists(Path.of("build.gradle.kts")) || Files.exists(Path.of("build.gradle"));
        return Path.of(isGradle ? "build" : "target", "wove-reports");
    }

    private static String fileName(String text) {
        var name = text.replaceAll("[^\\p{Alnum}._-]+", "_");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** Writes the files and adds to {@code failure}, as suppressed, where they are; does nothing if no weave has run. */
    public List<Path> write(RecordedRuns runs, Throwable failure) {
        var ended = runs.outermost();
        var running = runs.running();
        if (format == FailureReports.OFF || ended.isEmpty() && running.isEmpty() || isTold(failure)) {
            return List.of();
        }
        var last = ended.subList(Math.max(0, ended.size() - MOST_RUNS), ended.size());
        var files = new ArrayList<Path>();
        var told = new ArrayList<String>();
        try {
            Files.createDirectories(folder);
            deleteEarlier();
            if (format == FailureReports.TEXT) {
                writeText(runs, files, told);
            } else {
                writePages(last, files, told);
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            told.add("not written: " + e);
        }
        if (last.size() < ended.size() && format == FailureReports.HTML) {
            told.add((ended.size() - last.size()) + " earlier runs: not written");
        }
        running.forEach(run -> told.add("weave '" + run.weave() + "' has not ended"));
        failure.addSuppressed(new WeavesOfTheTest(told));
        return files;
    }

    /** A test may have two extensions, one of its own and one of its class. */
    private static boolean isTold(Throwable failure) {
        return Arrays.stream(failure.getSuppressed()).anyMatch(WeavesOfTheTest.class::isInstance);
    }

    private void deleteEarlier() throws IOException {
        try (var earlier = Files.newDirectoryStream(folder, name + "*")) {
            for (var file : earlier) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void writeText(RecordedRuns runs, List<Path> files, List<String> told) throws IOException {
        var all = runs.all();
        var text = all.subList(Math.max(0, all.size() - MOST_RUNS), all.size()).stream()
                .map(TraceText::whole)
                .collect(Collectors.joining("\n"));
        var running = runs.running().stream()
                .map(run -> "Weave '" + run.weave() + "' had not ended.\n")
                .collect(Collectors.joining());
        var file = Files.writeString(folder.resolve(name + ".txt"), text + running, UTF_8)
                .toAbsolutePath();
        files.add(file);
        told.add(file.toString());
    }

    private void writePages(List<Trace> runs, List<Path> files, List<String> told) throws IOException {
        var writer = runs.isEmpty() ? null : ReportWriter.find();
        for (var run : runs) {
            var number = runs.size() == 1 ? "" : "-" + (files.size() + 1);
            var file = folder.resolve(name + number + "-" + fileName(run.weave()) + ".html")
                    .toAbsolutePath();
            writer.write(run, file);
            files.add(file);
            told.add("weave '" + run.weave() + "' " + TraceText.end(run) + ": " + file);
        }
    }

    /** Stands among the suppressed exceptions of a failure, where every runner prints it. */
    @SuppressWarnings("serial")
    private static final class WeavesOfTheTest extends Exception {
        WeavesOfTheTest(List<String> told) {
            super(
                    "Weaves of the test:"
                            + told.stream().map(line -> "\n\t\t" + line).collect(Collectors.joining()),
                    null,
                    false,
                    false);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
