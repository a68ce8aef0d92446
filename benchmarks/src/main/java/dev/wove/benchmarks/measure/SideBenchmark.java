package dev.wove.benchmarks.measure;

import dev.wove.benchmarks.shape.Run;
import dev.wove.benchmarks.shape.Shapes;
import dev.wove.benchmarks.shape.Side;
import dev.wove.benchmarks.shape.WrongResultException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What JMH measures: one side of one shape, in a JVM that runs nothing else. {@link Forks} chooses which.
 *
 * <p>Everything that a run does is checked once before, and its result after each iteration, so that no side is measured
 * doing nothing.
 */
@NullUnmarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SideBenchmark {
    private static final int WARM_UP_RUNS = 300;
    private static final long LONGEST_WARM_UP = TimeUnit.SECONDS.toNanos(Long.getLong("bench.longestWarmUp", 5));

    @Param({})
    private String shape;

    @Param({})
    private String side;

    private Side measured;
    private Run run;
    private Object last;

    @Setup
    public void open() throws Exception {
        measured = Shapes.named(shape).side(side);
        try {
            run = measured.open().call();
            FirstRun.of(measured, run);
            warmUp();
        } catch (Throwable e) {
            FailureFile.write(e);
            throw e;
        }
    }

    /** JMH warms up by time. Runs are counted besides, so that a busy machine does not make a cold measurement. */
    private void warmUp() throws Exception {
        var end = System.nanoTime() + LONGEST_WARM_UP;
        for (var i = 0; i < WARM_UP_RUNS && System.nanoTime() < end; i++) {
            run.once();
        }
    }

    @Benchmark
    public Object once() throws Exception {
        last = run.once();
        return last;
    }

    @TearDown(Level.Iteration)
    public void check() throws WrongResultException {
        try {
            measured.expectation().check(last);
        } catch (WrongResultException e) {
            FailureFile.write(e);
            throw e;
        }
    }

    @TearDown
    public void close() {
        run.close();
    }
}
