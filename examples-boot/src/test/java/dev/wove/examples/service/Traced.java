package dev.wove.examples.service;

import dev.wove.Limiter;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.java.Wove;
import dev.wove.opentelemetry.WoveSpans;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Requests that share a limiter, in a process with the agent of OpenTelemetry; {@link UnderTheAgentTest} starts it. */
final class Traced {
    private static final int REQUESTS = 20;
    private static final Limiter ONE = Limiter.concurrent(1);

    private Traced() {}

    public static void main(String[] args) throws Exception {
        var telemetry = GlobalOpenTelemetry.get();
        var tracer = telemetry.getTracer("requests");
        var all = new ArrayList<CompletableFuture<String>>();
        try (var database = DriverManager.getConnection("jdbc:h2:mem:traced;DB_CLOSE_DELAY=-1")) {
            for (int i = 0; i < REQUESTS; i++) {
                int request = i;
                var span = tracer.spanBuilder("request " + request).startSpan();
                var scope = span.makeCurrent();
                all.add(page(request, database, args[0].equals("spans")).whenComplete((page, failure) -> span.end()));
                scope.close();
            }
            for (var page : all) {
                System.out.println("PAGE " + page.get());
            }
        }
        // The exporter prints what it has when the JVM ends.
    }

    /** Says which trace each body has seen. */
    private static CompletableFuture<String> page(int request, Connection database, boolean spans) {
        var root = Span.current().getSpanContext().getTraceId();
        var options = spans ? WeaveOptions.observer(WoveSpans.of(GlobalOpenTelemetry.get())) : WeaveOptions.none();
        return Wove.with(options).weaveAsync("page", w -> {
            var limited = w.with(Policy.limit(ONE));
            var first = limited.task("first", () -> query(database, request, 1));
            var second = limited.task("second", () -> query(database, request, 2));
            return w.task("page", first, second, (a, b) -> root + " " + String.join(" ", List.of(a, b, trace())));
        });
    }

    private static String query(Connection database, int request, int part) throws Exception {
        try (var statement = database.prepareStatement("select ? /* " + request + "-" + part + " */")) {
            statement.setInt(1, part);
            statement.executeQuery().close();
        }
        return trace();
    }

    private static String trace() {
        return Span.current().getSpanContext().getTraceId();
    }
}
