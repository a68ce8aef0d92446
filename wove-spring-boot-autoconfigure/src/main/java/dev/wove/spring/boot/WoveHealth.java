package dev.wove.spring.boot;

import dev.wove.BackgroundWeaves;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the health of weaves is, in the words of no version of Boot: a stall is no reason to restart a service. */
final class WoveHealth {
    /** Names beyond these would make each probe long. */
    private static final int MOST_NAMES = 20;

    private final BackgroundWeaves weaves;
    private final WoveShutdown shutdown;

    WoveHealth(BackgroundWeaves weaves, WoveShutdown shutdown) {
        this.weaves = weaves;
        this.shutdown = shutdown;
    }

    boolean isDraining() {
        return shutdown.isDraining();
    }

    Map<String, Object> details() {
        var running = weaves.running();
        var details = new LinkedHashMap<String, Object>();
        details.put("background", running.size());
        if (!running.isEmpty()) {
            details.put("running", running.stream().limit(MOST_NAMES).toList());
        }
        return details;
    }
}
