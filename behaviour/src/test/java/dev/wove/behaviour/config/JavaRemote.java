package dev.wove.behaviour.config;

import dev.wove.java.Wove;

/** A remote task in Java's words. */
final class JavaRemote {
    private JavaRemote() {}

    static String send(String weave) {
        return Wove.weave(weave, w -> w.remote("a", Mail::send, w.task("text", () -> "a")));
    }
}
