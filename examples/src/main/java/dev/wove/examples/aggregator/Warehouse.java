package dev.wove.examples.aggregator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;

/** Asks the {@linkplain WarehouseService warehouse}. */
public final class Warehouse {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;

    public Warehouse(URI address) {
        this.address = address;
    }

    /** What there is of a yarn. Blocks. */
    public Stock stockOf(int yarn) throws IOException, InterruptedException {
        return read(yarn, HTTP.send(request(yarn), BodyHandlers.ofString()));
    }

    /** What there is of a yarn, as it will be. */
    public CompletableFuture<Stock> fetchStockOf(int yarn) {
        return HTTP.sendAsync(request(yarn), BodyHandlers.ofString()).thenApply(response -> read(yarn, response));
    }

    private HttpRequest request(int yarn) {
        return HttpRequest.newBuilder(address.resolve("/yarns/" + yarn)).build();
    }

    private static Stock read(int yarn, HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new WarehouseException(yarn, response.statusCode());
        }
        return JSON.readValue(response.body(), Stock.class);
    }
}
