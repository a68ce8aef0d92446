package dev.wove.test;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The time of a test. Timeouts, deadlines, backoff, pacing and timings of the weaves in it all read this time, which jumps
 * to the next thing that waits for it once there is nothing left to do.
 *
 * <h2>Blocking bodies</h2>
 *
 * <p>Time holds still while a blocking body runs and while a {@code CompletionStage} is pending: by this time they take
 * none, however slow the machine is, and so never time out by chance. A body that is to take time says so, with
 * {@link #sleep} in place of {@code Thread.sleep} and {@link #after} in place of a stage that somebody completes later;
 * then its timeout passes exactly when it should. A body that has to wait for another one, for example at a latch, does so
 * inside {@link #letPass}, if the other may need time to go on.
 *
 * <p>Only what Wove runs is seen: threads that a body starts by itself hold nothing. Safe to use from any thread.
 */
public interface VirtualTime {
    /** How much time has passed since the test began. */
    Duration elapsed();

    /**
     * Blocks the calling blocking body until {@code wait} has passed.
     *
     * @throws InterruptedException if the body is cancelled meanwhile, as by its timeout
     */
    void sleep(Duration wait) throws InterruptedException;

    /** Gives a stage that completes with {@code value} when {@code wait} has passed; so do stages derived from it. */
    <T extends @Nullable Object> CompletableFuture<T> after(Duration wait, T value);

    /** Lets time pass while {@code call} blocks the calling thread: to wait at a latch, or for the future of a weave. */
    <T extends @Nullable Object> T letPass(Callable<T> call) throws Exception;
}
