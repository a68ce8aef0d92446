package dev.wove.remote.internal;

import static dev.wove.remote.Calls.call;
import static dev.wove.remote.Calls.run;
import static dev.wove.remote.HttpEnvironment.http;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wove.environment.EnvironmentException;
import dev.wove.remote.HttpDoor;
import dev.wove.remote.Reports;
import dev.wove.remote.Secret;
import dev.wove.remote.TestContext;
import dev.wove.remote.TestReports;
import dev.wove.remote.Told;
import dev.wove.remote.WoveWorker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A secret, and arguments, are marked; then the marks are looked for in all that is said. */
class SecretsTest {
    private static final String SECRET = "hunter2-0123456789-hunter2-0123456789";
    private static final String OTHER = "marker-0123456789-marker-0123456789";
    private static final String ARGUMENT = "private-thing";

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final StringWriter said = new StringWriter();
    private final Level before = root.getLevel();

    @BeforeEach
    void listen() {
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        root.setLevel(before);
    }

    private static Secret secret(String text) {
        return Secret.of(() -> text.getBytes(StandardCharsets.UTF_8));
    }

    private void say(Throwable thrown) {
        thrown.printStackTrace(new PrintWriter(said));
    }

    @Test
    void nobodyIsToldASecretOrAnArgument() throws Exception {
        var door = HttpDoor.http(0).secret(secret(SECRET));
        var context = new TestContext();
        try (var worker = WoveWorker.create()
                .serve(Reports.class, new TestReports())
                .maxFrameBytes(50_000)
                .grace(Duration.ZERO)
                .door(door)
                .start()) {
            var url = "http://localhost:" + door.port() + "/wove/tasks";
            for (var wrong : List.of(http(url).secret(secret(OTHER)), http(url).bearer(secret(OTHER)), http(url))) {
                say(assertThrows(EnvironmentException.class, () -> wrong.open().start(context)));
                said.append(wrong.toString());
            }
            var right = http(url).secret(secret(SECRET));
            said.append(right.toString())
                    .append(door.toString())
                    .append(worker.toString())
                    .append(right.retries(1).toString());
            var executor = right.open();
            executor.start(context);
            say(run(executor, "fail", ARGUMENT).failure());
            var large = call("print", ARGUMENT.repeat(10_000));
            said.append(large.toString());
            say(assertThrows(RuntimeException.class, () -> executor.run(large, new Told())));
            say(assertThrows(RuntimeException.class, () -> run(executor, "drop", ARGUMENT)));
            executor.close();
        }
        log.list.forEach(
                event -> said.append(event.getFormattedMessage()).append(String.valueOf(event.getMDCPropertyMap())));
        for (var mark : List.of(SECRET, OTHER, "hunter2", "marker-0", ARGUMENT)) {
            assertFalse(said.toString().contains(mark), mark);
        }
    }
}
