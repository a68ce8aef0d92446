package dev.wove.examples.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** With the agent of OpenTelemetry, which follows threads and drivers by itself. */
@Timeout(120)
class UnderTheAgentTest {
    private static final int REQUESTS = 20;

    private record Found(List<String> pages, Map<String, JsonNode> spans) {
        List<JsonNode> named(String start) {
            return spans.values().stream()
                    .filter(span -> span.get("name").asString().startsWith(start))
                    .toList();
        }

        JsonNode parent(JsonNode span) {
            return spans.get(span.get("parentSpanId").asString());
        }
    }

    private Found run(String way) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:"
                                + Path.of("target/agent/opentelemetry-javaagent.jar")
                                        .toAbsolutePath(),
                        "-Dotel.traces.exporter=experimental-otlp/stdout",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Traced.class.getName(),
                        way)
                .redirectErrorStream(true)
                .start();
        var log = new ArrayList<String>();
        var pages = new ArrayList<String>();
        var spans = new HashMap<String, JsonNode>();
        try (var out = process.inputReader()) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                log.add(line);
                if (line.startsWith("PAGE ")) {
                    pages.add(line.substring("PAGE ".length()));
                } else if (line.startsWith("{")) {
                    for (var span : new ObjectMapper().readTree(line).findValues("spans")) {
                        span.forEach(each -> spans.put(each.get("spanId").asString(), each));
                    }
                }
            }
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(REQUESTS, pages.size(), () -> String.join("\n", log));
        return new Found(pages, spans);
    }

    @Test
    void whoeverHandsOverASlotKeepsItsTrace() throws Exception {
        var found = run("plain");
        for (var page : found.pages) {
            assertEquals(1, new HashSet<>(List.of(page.split(" "))).size(), page);
        }
        assertEquals(REQUESTS, found.pages.stream().distinct().count());
        var queries = found.named("SELECT");
        assertEquals(2 * REQUESTS, queries.size());
        for (var query : queries) {
            assertTrue(found.parent(query).get("name").asString().startsWith("request "), query::toString);
        }
    }

    @Test
    void queriesLieBelowTheTasksThatMadeThem() throws Exception {
        var found = run("spans");
        var queries = found.named("SELECT");
        assertEquals(2 * REQUESTS, queries.size());
        for (var query : queries) {
            var task = found.parent(query);
            assertTrue(List.of("first", "second").contains(task.get("name").asString()), task::toString);
            var weave = found.parent(task);
            assertEquals("page", weave.get("name").asString());
            var request = found.parent(weave);
            assertTrue(request.get("name").asString().startsWith("request "), request::toString);
            assertEquals(request.get("traceId"), query.get("traceId"));
        }
    }
}
