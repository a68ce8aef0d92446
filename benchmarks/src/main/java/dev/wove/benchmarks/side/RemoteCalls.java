package dev.wove.benchmarks.side;

import static dev.wove.remote.HttpEnvironment.http;
import static dev.wove.remote.StdioEnvironment.stdio;

import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.benchmarks.shape.Run;
import dev.wove.config.WoveConfiguration;
import dev.wove.environment.EnvironmentSource;
import dev.wove.java.Wove;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Texts that another process gives back, so many at once. */
public final class RemoteCalls {
    private RemoteCalls() {}

    /** Signed, on a worker that HTTP reaches. */
    public static Run overHttp(List<String> texts, int atOnce) throws IOException {
        var worker = EchoWorker.start("http");
        var url = "http://127.0.0.1:" + port(worker) + "/wove/tasks";
        return wove(http(url).secret(EchoWorker.SECRET), texts, atOnce, worker::destroy);
    }

    /** On a child process. */
    public static Run overStdio(List<String> texts, int atOnce) {
        return wove(stdio(EchoWorker.command("stdio").toArray(String[]::new)), texts, atOnce, () -> {});
    }

    private static Run wove(EnvironmentSource source, List<String> texts, int atOnce, Runnable end) {
        var configuration = WoveConfiguration.of(c -> c.environment("there", source));
        var options = WeaveOptions.config(configuration).environment("there");
        return run(
                () -> Wove.with(options)
                        .<List<String>, RuntimeException>weave(
                                "calls",
                                w -> w.with(Policy.workers(atOnce)).eachRemote("echoes", EchoWorker.Echo::echo, texts)),
                () -> {
                    configuration.closeEnvironments(Duration.ofSeconds(1));
                    end.run();
                });
    }

    /** The same client and the same kind of server, with nothing around a text. */
    public static Run barePosts(List<String> texts, int atOnce) throws IOException {
        var worker = EchoWorker.start("bare-http");
        var uri = URI.create("http://127.0.0.1:" + port(worker) + "/");
        var client = HttpClient.newHttpClient();
        return run(
                () -> atOnce(texts, atOnce, text -> {
                    var post = HttpRequest.newBuilder(uri)
                            .POST(BodyPublishers.ofString(text))
                            .build();
                    return client.sendAsync(post, BodyHandlers.ofString()).thenApply(answer -> answer.body());
                }),
                worker::destroy);
    }

    /** Lines to a child process and back, in order. */
    public static Run bareLines(List<String> texts) throws IOException {
        var worker = EchoWorker.start("bare-lines");
        var out = new PrintWriter(new OutputStreamWriter(worker.getOutputStream(), StandardCharsets.UTF_8));
        var in = new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8));
        return run(
                () -> {
                    var back = new ArrayList<String>(texts.size());
                    int sent = 0;
                    while (back.size() < texts.size()) {
                        // A few at once, as nobody reads while this writes.
                        for (; sent < texts.size() && sent - back.size() < 64; sent++) {
                            out.println(texts.get(sent));
                        }
                        out.flush();
                        back.add(in.readLine());
                    }
                    return back;
                },
                worker::destroy);
    }

    private interface Call {
        CompletableFuture<String> of(String text);
    }

    private static List<String> atOnce(List<String> texts, int most, Call call) throws InterruptedException {
        var places = new Semaphore(most);
        var calls = new ArrayList<CompletableFuture<String>>(texts.size());
        for (var text : texts) {
            places.acquire();
            calls.add(call.of(text).whenComplete((answer, failure) -> places.release()));
        }
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static int port(Process worker) throws IOException {
        var line =
                new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException("The worker has ended before it told its port");
        }
        return Integer.parseInt(line);
    }

    private static Run run(Callable<Object> once, Runnable close) {
        return new Run() {
            @Override
            public Object once() throws Exception {
                return once.call();
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
