package dev.wove.benchmarks.growth;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import kotlin.coroutines.EmptyCoroutineContext;

/**
 * Measures what a weave takes of the one thread it runs on: in each sample as many runs as fill a few milliseconds, and of
 * the samples the median. Time is the thread's own, so that neither other programs nor the threads of the garbage
 * collector count.
 */
final class Sampler {
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SAMPLE_NANOS = 20_000_000;
    private static final int SAMPLES = 15;
    private static final int LEAST_SAMPLES = 3;
    private static final long MOST_NANOS = 500_000_000;

    void warmUp(Weaving weaving, long nanos) {
        long end = THREAD.getCurrentThreadCpuTime() + nanos;
        do {
            run(weaving, 1);
        } while (THREAD.getCurrentThreadCpuTime() < end);
    }

    private static void run(Weaving weaving, int times) {
        weaving.run(EmptyCoroutineContext.INSTANCE, times);
    }

    /** The median of the nanoseconds that one run takes. */
    double nanos(Weaving weaving) {
        int times = timesPerSample(weaving);
        var samples = new double[SAMPLES];
        int taken = 0;
        long started = THREAD.getCurrentThreadCpuTime();
        while (taken < SAMPLES && (taken < LEAST_SAMPLES || THREAD.getCurrentThreadCpuTime() - started < MOST_NANOS)) {
            long before = THREAD.getCurrentThreadCpuTime();
            run(weaving, times);
            samples[taken++] = (double) (THREAD.getCurrentThreadCpuTime() - before) / times;
        }
        Arrays.sort(samples, 0, taken);
        return samples[taken / 2];
    }

    private static int timesPerSample(Weaving weaving) {
        long before = THREAD.getCurrentThreadCpuTime();
        run(weaving, 1);
        long once = Math.max(1, THREAD.getCurrentThreadCpuTime() - before);
        return (int) Math.max(1, SAMPLE_NANOS / once);
    }

    /** The bytes that one run allocates. */
    double bytes(Weaving weaving) {
        int times = timesPerSample(weaving);
        long before = THREAD.getCurrentThreadAllocatedBytes();
        run(weaving, times);
        return (double) (THREAD.getCurrentThreadAllocatedBytes() - before) / times;
    }
}
