package dev.wove.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.environment.EnvironmentProvider;
import dev.wove.environment.PayloadTypes;
import dev.wove.remote.internal.stdio.CommandLine;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class RemoteProviderTest {
    private final EnvironmentProvider provider =
            ServiceLoader.load(EnvironmentProvider.class).findFirst().orElseThrow();

    private String refused(String executor, Map<String, String> settings) {
        return assertThrows(IllegalArgumentException.class, () -> provider.create(executor, settings))
                .getMessage();
    }

    @Test
    void executorsAreMadeOfTexts() {
        assertEquals(
                "stdio java",
                provider.create(
                                "stdio",
                                Map.of(
                                        "command",
                                        "java -jar 'my worker.jar'",
                                        "processes",
                                        "4",
                                        "start-within",
                                        "5s",
                                        "directory",
                                        "/tmp"))
                        .toString());
        assertEquals(
                "https://h/wove",
                provider.create(
                                "https",
                                Map.of(
                                        "url",
                                        "https://h/wove?x=1",
                                        "secret",
                                        "env:KEY",
                                        "key",
                                        "next",
                                        "connect-within",
                                        "2s"))
                        .toString());
        assertEquals(
                "http://h/",
                provider.create("http", Map.of("url", "http://h/", "token", "env:T", "insecure", "true"))
                        .toString());
        assertTrue(provider.settings("http").contains("secret"));
        assertFalse(provider.settings("stdio").contains("secret"));
    }

    @Test
    void whatIsWrongIsNamedAndSecretsAreNotShown() {
        assertEquals("'url' is missing.", refused("http", Map.of()));
        assertEquals("'command' is missing.", refused("stdio", Map.of("processes", "4")));
        assertEquals(
                "'processes' is no whole number: many", refused("stdio", Map.of("command", "x", "processes", "many")));
        assertEquals(
                "'url' does not begin with https:, as the executor https asks for.",
                refused("https", Map.of("url", "http://h/")));
        assertFalse(
                refused("http", Map.of("url", "http://h/", "secret", "hunter2")).contains("hunter2"));
        assertEquals(
                "'secret' and 'token' exclude each other.",
                refused("http", Map.of("url", "http://h/", "secret", "env:A", "token", "env:B")));
        assertEquals(
                "'connect-within' is no duration, as 30s or PT30S is one: soon",
                refused("http", Map.of("url", "http://h/", "connect-within", "soon")));
        assertEquals(
                "'insecure' is neither true nor false: yes",
                refused("http", Map.of("url", "http://h/", "insecure", "yes")));
    }

    @Test
    void commandsAreWordsAndNoShellReadsThem() {
        assertEquals(List.of("a", "b c", "", "d$e"), CommandLine.split("  a 'b c' \"\"  d$e "));
        assertEquals(List.of("x'y"), CommandLine.split("x\"'\"y"));
        assertThrows(IllegalArgumentException.class, () -> CommandLine.split("a 'b"));
    }

    @Test
    void typesThatCanBeSentAreKnownToWhoDeclares() throws Exception {
        var types = ServiceLoader.load(PayloadTypes.class).findFirst().orElseThrow();
        types.check(void.class);
        types.check(String.class);
        assertThrows(IllegalArgumentException.class, () -> types.check(Thread.class));
    }
}
