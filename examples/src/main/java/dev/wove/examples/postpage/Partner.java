package dev.wove.examples.postpage;

import dev.wove.Backoff;
import dev.wove.Policy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks the {@linkplain PartnerService service} of a partner, without blocking. */
public final class Partner {
    // tag::policy
    /** How to ask a partner that is overloaded at times. Tasks share it. */
    public static final Policy.Builder PATIENTLY = Policy.retries(3)
            .backoff(Backoff.exponential(Duration.ofMillis(20)).jitter(0.5))
            .retryIf(failure -> failure instanceof PartnerException answer && answer.isTemporary());
    // end::policy

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    private final URI address;

    public Partner(URI address) {
        this.address = address;
    }

    public CompletableFuture<String> ad() {
        return get("/ads");
    }

    public CompletableFuture<List<String>> related(int postId) {
        return get("/related/" + postId).thenApply(titles -> titles.lines().toList());
    }

    public CompletableFuture<Integer> rating(int commentId) {
        return get("/ratings/" + commentId).thenApply(Integer::valueOf);
    }

    private CompletableFuture<String> get(String path) {
        var request = HttpRequest.newBuilder(address.resolve(path)).build();
        return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> {
            if (response.statusCode() != 200) {
                throw new PartnerException("GET " + path, response.statusCode());
            }
            return response.body();
        });
    }
}
