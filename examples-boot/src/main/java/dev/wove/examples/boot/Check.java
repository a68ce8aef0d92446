package dev.wove.examples.boot;

import dev.wove.BackgroundWeaves;
import dev.wove.java.Wove;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls the service as its users would, and looks at what it did. */
final class Check {
    private static final int ROUNDS = 6;

    private final ConfigurableApplicationContext context;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();
    private boolean right = true;

    Check(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = "http://localhost:" + context.getBean(Environment.class).getProperty("local.server.port");
    }

    boolean run() throws Exception {
        pages();
        nobody();
        metrics();
        spans();
        settings();
        health();
        shutdown();
        System.out.println(right ? "All as it should be." : "Something is not as it should be.");
        return right;
    }

    /** Both users at once, again and again: each sees their own page. */
    private void pages() throws Exception {
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < ROUNDS; i++) {
            answers.add(client.sendAsync(request("/page", "ada"), HttpResponse.BodyHandlers.ofString()));
            answers.add(client.sendAsync(request("/page", "bert"), HttpResponse.BodyHandlers.ofString()));
        }
        var pages = new ArrayList<String>();
        for (var answer : answers) {
            pages.add(answer.get().body());
        }
        var distinct = pages.stream().distinct().sorted().toList();
        distinct.forEach(page -> System.out.println("Page: " + page));
        expect(
                "two pages, each rendered for its user",
                distinct.equals(List.of(
                        "{\"user\":\"ada\",\"city\":\"London\",\"orders\":[\"loom\",\"shuttle\"],"
                                + "\"weather\":\"sunny in London\",\"renderedFor\":\"ada\"}",
                        "{\"user\":\"bert\",\"city\":\"Bremen\",\"orders\":[\"yarn\"],"
                                + "\"weather\":\"sunny in Bremen\",\"renderedFor\":\"bert\"}")));
    }

    private void nobody() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + "/page")).build();
        var status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        System.out.println("Without a name: " + status);
        expect("nobody sees a page without a name", status == 401);
    }

    private void metrics() throws Exception {
        var lines = get("/actuator/prometheus").lines().toList();
        lines.stream()
                .filter(line -> line.startsWith("wove_task_seconds_count{") && line.contains("weave=\"page\""))
                .sorted()
                .forEach(line -> System.out.println("Metric: " + line));
        expect(
                "pages are counted",
                lines.stream()
                        .anyMatch(line -> line.startsWith("wove_weave_seconds_count{")
                                && line.contains("weave=\"page\"")
                                && Double.parseDouble(line.substring(line.lastIndexOf(' '))) == 2 * ROUNDS));
        expect(
                "failures of the partner are counted",
                lines.stream()
                        .anyMatch(line ->
                                line.startsWith("wove_task_attempts_failed_total{") && line.contains("weather")));
    }

    private void spans() {
        var spans = context.getBean(InMemorySpanExporter.class).getFinishedSpanItems();
        var page = spans.stream().filter(span -> span.getName().equals("page")).findFirst();
        expect("a page is a span", page.isPresent());
        page.ifPresent(root -> {
            System.out.println("Span: page " + root.getAttributes().asMap().values());
            var tasks = spans.stream()
                    .filter(span -> span.getParentSpanId().equals(root.getSpanId()))
                    .toList();
            tasks.forEach(span -> System.out.println(
                    "Span:   " + span.getName() + ", links: " + span.getLinks().size()));
            expect("its tasks are below it", tasks.size() == 4);
        });
    }

    private void settings() throws Exception {
        var told = get("/actuator/wove");
        System.out.println("Settings: " + told);
        expect("settings are told", told.contains("wove.policies.partner.retries"));
    }

    private void health() throws Exception {
        var told = get("/actuator/health");
        System.out.println("Health: " + told);
        expect(
                "weaves are part of the health",
                told.contains("\"wove\":{\"details\":{\"background\":0},\"status\":\"UP\"}")
                        || told.contains("\"wove\":{\"status\":\"UP\",\"details\":{\"background\":0}}"));
    }

    /** Closes the context while a weave is under way that still needs the database. */
    private void shutdown() throws Exception {
        var begun = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        var written = new AtomicInteger();
        var database = context.getBean(JdbcClient.class);
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> closing.countDown());
        Wove.in(context.getBean(BackgroundWeaves.class))
                .launchWeave(
                        "last",
                        w -> w.task("write", () -> {
                            begun.countDown();
                            closing.await();
                            return written.addAndGet(database.sql("insert into visits values ('last')")
                                    .update());
                        }));
        begun.await();
        context.close();
        System.out.println("Shutdown: wrote " + written.get() + " row in the background");
        expect("what runs in the background ends before the pool closes", written.get() == 1);
    }

    private void expect(String what, boolean is) {
        if (!is) {
            right = false;
            System.out.println("NOT: " + what);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(request(path, "ada"), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpRequest request(String path, String user) {
        var credentials = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Basic " + credentials)
                .build();
    }
}
