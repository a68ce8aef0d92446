package dev.wove.remote.internal.client;

import dev.wove.environment.EnvironmentException;
import dev.wove.environment.WorkerInfo;
import dev.wove.remote.internal.frame.Frame;
import java.security.SecureRandom;
import java.util.List;

/** The first words between a coordinator and a worker. */
public final class Handshake {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Handshake() {}

    public static Frame.Hello hello(long maxFrameBytes) {
        var session = Long.toHexString(RANDOM.nextLong()) + Long.toHexString(RANDOM.nextLong());
        return new Frame.Hello(List.of(Frame.PROTOCOL), "wove-jvm", maxFrameBytes, session, List.of());
    }

    /** @throws EnvironmentException if it speaks another protocol */
    public static WorkerInfo welcomed(Frame.Welcome welcome, String environment) {
        if (welcome.protocol() != Frame.PROTOCOL) {
            throw new EnvironmentException(
                    "Environment '" + environment + "' cannot be used: its worker speaks protocol " + welcome.protocol()
                            + ", and here " + Frame.PROTOCOL + " is spoken.\n  Bring both to one version of Wove.");
        }
        return WorkerInfo.of(welcome.worker())
                .handlers(welcome.handlers())
                .maxFrameBytes(welcome.maxFrameBytes())
                .maxInFlight(welcome.maxInFlight());
    }
}
