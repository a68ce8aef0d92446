package dev.wove.detached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How processes are told apart. */
class RunningTest {
    private static final ProcessHandle HERE = ProcessHandle.current();

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("BG12 a process is the same after the clock was set")
    void clockSet() {
        assertEquals(Running.of(HERE), Running.of(startedAt(Instant.EPOCH)));
        assertTrue(Running.of(HERE).handle().isPresent());
    }

    @Test
    @DisplayName("BG12 a process with the number of an earlier one is another")
    void numberUsedAgain() {
        assertTrue(new Running(HERE.pid(), "earlier").handle().isEmpty());
    }

    @Test
    @DisplayName("BG12 the name of a program does not move the fields of its process")
    void oddName() {
        assertEquals(
                "4711", Running.startTicks("7 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 19 20"));
    }

    /** This process, as Java sees it once the clock has been set. */
    private static ProcessHandle startedAt(Instant start) {
        var info = as(ProcessHandle.Info.class, "startInstant", Optional.of(start));
        return (ProcessHandle) Proxy.newProxyInstance(
                RunningTest.class.getClassLoader(),
                new Class<?>[] {ProcessHandle.class},
                (proxy, method, arguments) -> method.getName().equals("info") ? info : method.invoke(HERE, arguments));
    }

    private static <T> T as(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                RunningTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    assertEquals(method, called.getName());
                    return answer;
                }));
    }
}
