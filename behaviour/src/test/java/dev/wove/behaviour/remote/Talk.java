package dev.wove.behaviour.remote;

import dev.wove.environment.RemoteEvents;

/** Logs as workers do. In Java, as Kotlin on JDK 25 does not find the levels where it compiles for 17. */
final class Talk {
    private Talk() {}

    static void info(RemoteEvents events, String message) {
        events.log(System.Logger.Level.INFO, message);
    }
}
