package dev.wove.remote.internal.sign;

import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nothing leaves this machine in the clear, or for somebody that nobody knows, unless that is asked for by name. */
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.remote");

    private Gate() {}

    /** @throws IllegalArgumentException if it must not be */
    public static void check(URI address, boolean encrypts, boolean authenticates, boolean insecure) {
        var what = "The environment at " + address.getScheme() + "://" + address.getAuthority();
        check(what, address.getHost(), encrypts, authenticates, insecure);
    }

    /** @throws IllegalArgumentException if it must not be */
    public static void check(String what, String host, boolean encrypts, boolean authenticates, boolean insecure) {
        if (Targets.isLocal(host)) {
            return;
        }
        var missing = !encrypts && !authenticates
                ? "is neither encrypted nor authenticated"
                : !encrypts ? "is not encrypted" : "is not authenticated";
        if (encrypts && authenticates) {
            return;
        }
        if (!insecure) {
            throw new IllegalArgumentException(
                    what + " " + missing
                            + ", and is not on this machine.\n  Use https and .secret(...), or say .insecure() if that is meant.");
        }
        LOG.warn("{} {}; that was asked for.", what, missing);
    }
}
