package dev.wove.spring.boot;

import dev.wove.BackgroundWeaves;
import dev.wove.config.WoveConfiguration;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Drains background weaves when the context stops: after the web server has let its requests end, and before pools and
 * connections close. Then lets go of the environments that weaves have opened.
 */
public final class WoveShutdown implements SmartLifecycle {
    /** Below the phase in which web servers wait for requests, above that in which they stop. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1536;

    private final BackgroundWeaves weaves;
    private final WoveConfiguration configuration;
    private final Duration grace;
    private volatile boolean running;
    private volatile boolean draining;

    WoveShutdown(BackgroundWeaves weaves, WoveConfiguration configuration, Duration grace) {
        this.weaves = weaves;
        this.configuration = configuration;
        this.grace = grace;
    }

    @Override
    public void start() {
        draining = false;
        running = true;
    }

    @Override
    public void stop() {
        draining = true;
        try {
            // What was lost is logged there.
            weaves.drain();
            configuration.closeEnvironments(grace);
        } finally {
            running = false;
        }
    }

    boolean isDraining() {
        return draining;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
