package dev.wove.examples.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wove.environment.EnvironmentSource;
import dev.wove.remote.HttpEnvironment;
import dev.wove.remote.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A worker that is reached over HTTP, at a port that was free when it was started first. */
final class HttpWorkshop implements Workshop {
    private static final int BYTES_OF_KEY = 32;

    private final Path hold;
    private final String key;
    private final int port;
    private volatile Process worker;

    HttpWorkshop(Path hold) throws IOException {
        this.hold = hold;
        var random = new byte[BYTES_OF_KEY];
        new SecureRandom().nextBytes(random);
        key = HexFormat.of().formatHex(random);
        worker = process(0);
        port = portOf(worker);
    }

    private Process process(int at) throws IOException {
        var builder = new ProcessBuilder(WorkerCommand.of(hold, "http", Integer.toString(at)))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(ReportWorker.KEY, key);
        return builder.start();
    }

    private static int portOf(Process worker) throws IOException {
        var first = new BufferedReader(new InputStreamReader(worker.getInputStream(), UTF_8)).readLine();
        if (first == null || !first.startsWith(ReportWorker.LISTENS)) {
            worker.destroyForcibly();
            throw new IOException("The worker has not opened its door: " + first);
        }
        return Integer.parseInt(first.substring(ReportWorker.LISTENS.length()));
    }

    @Override
    public EnvironmentSource environment() {
        return HttpEnvironment.http("http://127.0.0.1:" + port + "/wove/tasks")
                .secret(Secret.of(() -> key.getBytes(UTF_8)));
    }

    @Override
    public void kill() throws IOException, InterruptedException {
        worker.destroyForcibly().waitFor();
        worker = process(port);
        portOf(worker);
    }

    @Override
    public void close() {
        worker.destroy();
    }
}
