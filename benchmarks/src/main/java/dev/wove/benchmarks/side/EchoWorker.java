package dev.wove.benchmarks.side;

import com.sun.net.httpserver.HttpServer;
import dev.wove.environment.Remote;
import dev.wove.remote.HttpDoor;
import dev.wove.remote.Secret;
import dev.wove.remote.WoveWorker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/** Gives back what it is sent, in a process of its own: as a worker of Wove, or with as little as can be. */
public final class EchoWorker {
    /** Of no worth: both sides are on this machine, and end with the measurement. */
    static final Secret SECRET =
            Secret.of(() -> "only-for-measuring-on-one-machine-0123456789".getBytes(StandardCharsets.UTF_8));

    /** What both sides know. */
    @Remote("echo")
    public interface Echo {
        String echo(String text);
    }

    private EchoWorker() {}

    /** The command that starts one; {@code kind} is http, stdio, bare-http or bare-lines. */
    static List<String> command(String kind) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-cp", System.getProperty("java.class.path"), EchoWorker.class.getName(), kind);
    }

    static Process start(String kind) throws IOException {
        return new ProcessBuilder(command(kind)).redirectError(Redirect.INHERIT).start();
    }

    public static void main(String[] args) throws Exception {
        // The JDK's server delays small answers otherwise (JDK-8294610).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        switch (args[0]) {
            case "http" -> http();
            case "stdio" ->
                WoveWorker.stdio().serve(Echo.class, text -> text).start().awaitShutdown();
            case "bare-http" -> bareHttp();
            case "bare-lines" -> bareLines();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void http() throws Exception {
        var door = HttpDoor.http(0).secret(SECRET);
        var worker = WoveWorker.create()
                .serve(Echo.class, text -> text)
                .concurrency(256)
                .door(door)
                .start();
        System.out.println(door.port());
        endWithInput();
        worker.close();
    }

    private static void bareHttp() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(Daemons::newThread));
        server.createContext("/", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println(server.getAddress().getPort());
        endWithInput();
        server.stop(0);
    }

    private static void endWithInput() throws IOException {
        while (System.in.read() >= 0) {}
    }

    private static void bareLines() throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            out.println(line);
        }
    }
}
