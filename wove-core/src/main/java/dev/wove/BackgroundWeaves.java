package dev.wove;

import dev.wove.internal.run.RealBackgroundWeaves;
import java.time.Duration;
import java.util.List;

/**
 * Weaves that nobody waits for, so that a program that ends can let them end first. Launch into it with
 * {@code background.launchWeave { }} in Kotlin, {@code Wove.in(background).launchWeave(...)} in Java.
 *
 * <pre>{@code
 * static final BackgroundWeaves BACKGROUND = BackgroundWeaves.withGrace(ofSeconds(20)).drainOnShutdown();
 * }</pre>
 *
 * <p>A weave launched here belongs to nothing else: not to the coroutine or the task that launched it. Its failure is
 * logged if it has no {@code onDone}. A weave launched without a registry ends with the JVM, as its threads are daemons.
 *
 * <p>Implemented by Wove only. Thread-safe.
 */
public interface BackgroundWeaves extends AutoCloseable {
    /**
     * Makes a registry whose {@link #drain} gives its weaves {@code grace} to end by themselves.
     *
     * @throws IllegalArgumentException if {@code grace} is negative
     */
    static BackgroundWeaves withGrace(Duration grace) {
        return new RealBackgroundWeaves(grace);
    }

    /**
     * Drains when the JVM shuts down: at the end of {@code main}, at {@code System.exit}, on SIGTERM and Ctrl-C. Hooks run
     * side by side, so what the weaves need must not be closed by another one. Where a container closes its own beans,
     * let it call {@link #close} instead.
     *
     * @return this
     */
    BackgroundWeaves drainOnShutdown();

    /** The names of the weaves that have not ended, {@code onDone} included, in the order launched. */
    List<String> running();

    /**
     * Accepts no more weaves, waits for those under way until the grace is over, cancels the others, and waits a second
     * for them to stop. Blocks the calling thread; an interrupt ends the grace. Logs what was lost. Every further call waits
     * for the first, and returns the same.
     */
    DrainReport drain();

    /** Drains, and forgets the JVM's shutdown. */
    @Override
    void close();
}
