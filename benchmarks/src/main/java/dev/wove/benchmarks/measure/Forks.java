package dev.wove.benchmarks.measure;

import dev.wove.benchmarks.measure.Samples.Sample;
import dev.wove.benchmarks.shape.Shape;
import dev.wove.benchmarks.shape.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures one side in JVMs of its own, through JMH. */
final class Forks {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final List<String> JVM_ARGS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

    private final Effort effort;
    private final boolean verbose;

    Forks(Effort effort, boolean verbose) {
        this.effort = effort;
        this.verbose = verbose;
    }

    /**
     * Returns a sample a fork.
     *
     * @throws CannotRunException if the side gave no result
     */
    List<Sample> measure(Shape shape, Side side, int forks) throws IOException, CannotRunException {
        var failure = Files.createTempFile("bench", ".txt");
        try {
            var results = run(shape, side, forks, failure);
            var reason = FailureFile.read(failure);
            if (!reason.isEmpty()) {
                throw new CannotRunException(reason, FailureFile.isWrongResult(reason));
            }
            var samples = results.stream()
                    .flatMap(result -> result.getBenchmarkResults().stream())
                    .map(fork -> sampleOf(fork, side.units()))
                    .toList();
            if (samples.size() != forks) {
                throw new CannotRunException("its JVM ended early; see --verbose", false);
            }
            return samples;
        } finally {
            Files.delete(failure);
        }
    }

    private Collection<RunResult> run(Shape shape, Side side, int forks, Path failure) {
        var jvmArgs = new ArrayList<>(shape.jvmArgs().isEmpty() ? JVM_ARGS : shape.jvmArgs());
        jvmArgs.add("-Dslf4j.internal.verbosity=ERROR");
        if (Runtime.version().feature() >= 23) {
            jvmArgs.add("--sun-misc-unsafe-memory-access=allow"); // JMH needs it, and would print a warning per fork
        }
        jvmArgs.add(FailureFile.jvmArg(failure));
        var options = new OptionsBuilder()
                .include("^" + Pattern.quote(SideBenchmark.class.getName() + ".once") + "$")
                .param("shape", shape.name())
                .param("side", side.name())
                .forks(forks)
                .jvmArgs(jvmArgs.toArray(String[]::new))
                .warmupIterations(effort.warmUp().number())
                .warmupTime(effort.warmUp().time())
                .measurementIterations(effort.measured().number())
                .measurementTime(effort.measured().time())
                .addProfiler(GCProfiler.class)
                .verbosity(verbose ? VerboseMode.NORMAL : VerboseMode.SILENT)
                .build();
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not run: " + e.getMessage(), e);
        }
    }

    private static Sample sampleOf(BenchmarkResult fork, int units) {
        return new Sample(
                median(fork, units, IterationResult::getPrimaryResult),
                median(fork, units, iteration -> iteration.getSecondaryResults().get(ALLOCATED)));
    }

    private static double median(BenchmarkResult fork, int units, Function<IterationResult, Result<?>> figure) {
        // JMH now and then has no bytes for an iteration.
        var scores = fork.getIterationResults().stream()
                .<Result<?>>map(figure)
                .filter(Objects::nonNull)
                .mapToDouble(Result::getScore);
        return Quantiles.of(scores.toArray(), 0.5) / units;
    }
}
