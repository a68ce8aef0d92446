package dev.wove.examples.boot;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The service of somebody else, which answers over HTTP. Its third and its sixth answer are failures. */
@Component
class Partner implements DisposableBean {
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger calls = new AtomicInteger();

    Partner() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/weather", exchange -> {
            var city = exchange.getRequestURI().getPath().substring("/weather/".length());
            var text = ("sunny in " + city).getBytes(StandardCharsets.UTF_8);
            int call = calls.incrementAndGet();
            var fails = call == 3 || call == 6;
            exchange.sendResponseHeaders(fails ? 503 : 200, fails ? -1 : text.length);
            if (!fails) {
                exchange.getResponseBody().write(text);
            }
            exchange.close();
        });
        server.start();
    }

    String weather(String city) throws IOException, InterruptedException {
        var address = URI.create("http://localhost:" + server.getAddress().getPort() + "/weather/" + city);
        var answer = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The partner answered " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void destroy() {
        server.stop(0);
    }
}
