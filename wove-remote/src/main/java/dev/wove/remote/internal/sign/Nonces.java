package dev.wove.remote.internal.sign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The nonces that were used, for as long as somebody could use them again. Bounded; when it is full nobody is let in, rather than
 * one forgotten. Thread-safe: of several that bring one nonce, one wins.
 */
final class Nonces {
    enum Taken {
        NEW,
        USED,
        FULL
    }

    private final int most;
    private final Map<String, Instant> used = new HashMap<>();
    private final ArrayDeque<String> inOrder = new ArrayDeque<>();

    Nonces(int most) {
        this.most = most;
    }

    /** @param kept at least as long as its timestamp may be accepted */
    synchronized Taken take(String nonce, Instant now, Duration kept) {
        for (var eldest = inOrder.peek(); eldest != null && used.get(eldest).isBefore(now); eldest = inOrder.peek()) {
            used.remove(inOrder.remove());
        }
        if (used.containsKey(nonce)) {
            return Taken.USED;
        }
        if (used.size() >= most) {
            return Taken.FULL;
        }
        used.put(nonce, now.plus(kept));
        inOrder.add(nonce);
        return Taken.NEW;
    }

    synchronized int size() {
        return used.size();
    }
}
