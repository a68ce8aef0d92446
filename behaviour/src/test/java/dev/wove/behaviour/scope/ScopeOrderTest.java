package dev.wove.behaviour.scope;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.java.Wove;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scopes are closed in the opposite order of their opening, and one that is not says so. */
@Timeout(30)
class ScopeOrderTest {
    @Test
    void closingAScopeThatAnotherIsOpenInNamesThatOneAndStopsIt() throws Exception {
        var runs = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var outer = Wove.named("outer").taskScope();
        var inner = Wove.named("inner").taskScope();
        inner.run(() -> {
            runs.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                stopped.countDown();
            }
        });
        runs.await();
        var thrown = assertThrows(IllegalStateException.class, outer::close);
        assertEquals(
                "Scope 'outer' was closed while 'inner', opened inside it, was still open. That was cancelled and closed "
                        + "first.\n"
                        + "  Close scopes in the opposite order of their opening: open each by   "
                        + "try (var scope = Wove.taskScope()) { ... }",
                thrown.getMessage());
        assertEquals(0, stopped.getCount());
        assertDoesNotThrow(inner::close);
        // This thread is in neither of them any more.
        assertEquals("merged", mergedInside());
    }

    private static String mergedInside() {
        return Wove.weave("w", w -> w.task("t", () -> Wove.<String, RuntimeException>merge("m", () -> "merged")));
    }

    @Test
    void allThatAreOpenInsideAreNamed() {
        var a = Wove.named("a").taskScope();
        var b = Wove.named("b").taskScope();
        var c = Wove.named("c").taskScope();
        var thrown = assertThrows(IllegalStateException.class, a::close);
        assertEquals(
                "Scope 'a' was closed while 'c', 'b', opened inside it, were still open. Those were cancelled and closed first.",
                thrown.getMessage().lines().findFirst().orElseThrow());
        assertDoesNotThrow(c::close);
        assertDoesNotThrow(b::close);
    }

    @Test
    void aScopeInAnotherOneThatIsLeftGoesOn() {
        try (var outer = Wove.named("outer").taskScope()) {
            var a = Wove.named("a").taskScope();
            var b = Wove.named("b").taskScope();
            assertThrows(IllegalStateException.class, a::close);
            assertDoesNotThrow(b::close);
            assertEquals(3, outer.start(() -> 3).join());
        }
    }

    @Test
    void whatFailedInThemIsNotLost() {
        var failure = new IOException("x");
        var outer = Wove.named("outer").taskScope();
        var inner = Wove.named("inner").taskScope();
        var failing = inner.run(() -> {
            throw failure;
        });
        while (!failing.isDone()) { // which looks at its end without taking it
            Thread.onSpinWait();
        }
        var thrown = assertThrows(IllegalStateException.class, outer::close);
        assertSame(failure, thrown.getSuppressed()[0]);
    }
}
