package dev.wove.internal.environment;

import dev.wove.environment.RemoteEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what workers log. In Java, as Kotlin on JDK 25 does not find the nested class of the level where it compiles for 17. */
public abstract class LoggingEvents implements RemoteEvents {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");

    @Override
    public final void log(System.Logger.Level level, String message) {
        logged(level.getName(), message);
        if (level.compareTo(System.Logger.Level.ERROR) >= 0) {
            LOG.error("{}: {}", who(), message);
        } else if (level == System.Logger.Level.WARNING) {
            LOG.warn("{}: {}", who(), message);
        } else {
            LOG.info("{}: {}", who(), message);
        }
    }

    /** A worker has logged {@code message}. */
    protected void logged(String level, String message) {}

    /** Which task of which weave runs where. */
    protected abstract String who();
}
