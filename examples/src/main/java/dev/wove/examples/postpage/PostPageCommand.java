package dev.wove.examples.postpage;

import dev.wove.TaskTiming;
import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.examples.OutputFiles;
import dev.wove.terminal.Timeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "post-page",
        description = "Puts a page together from a database and an HTTP service, in Kotlin and in Java.")
public final class PostPageCommand implements Callable<Integer> {
    private static final int OK = 200;
    private static final int FAILED = 1;
    private static final int ID_OF_FIRST_POST = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Option(names = "--id", paramLabel = "N", description = "The blog post: 1 (the default) or 2.")
    private int id = ID_OF_FIRST_POST;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long each query and each request takes; 300ms by default.")
    private Duration latency = Duration.ofMillis(300);

    @Option(names = "--status", paramLabel = "CODE", description = "What the HTTP service answers, such as 500.")
    private int status = OK;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long the page may take, such as 500ms; no limit by default.")
    private @Nullable Duration timeout;

    @Mixin
    private OutputFiles files = new OutputFiles();

    @Override
    public Integer call() throws Exception {
        if (latency.isNegative()) {
            throw new ParameterException(spec.commandLine(), "--latency must not be negative");
        }
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw new ParameterException(spec.commandLine(), "--timeout must be longer than zero");
        }
        if (status < OK || status > 599) {
            throw new ParameterException(spec.commandLine(), "--status must be from 200 to 599, but is " + status);
        }
        var kotlin = show("Kotlin", PostPageInKotlin::page);
        var java = show("Java", PostPageInJava::page);
        files.write(java);
        return kotlin.failure() == null && java.failure() == null ? 0 : FAILED;
    }

    private WeaveResult<Page> show(String language, PageMaker maker) throws IOException, SQLException {
        makeOneForNothing(maker);
        var out = spec.commandLine().getOut();
        out.printf("---- %s ----%n", language);
        try (var blog = new Blog(latency);
                var service = new PartnerService(latency, status)) {
            var options = timeout == null ? WeaveOptions.none() : WeaveOptions.timeout(timeout);
            long start = System.nanoTime();
            var result = maker.make(id, blog, new Partner(service.address()), options);
            var wall = Duration.ofNanos(System.nanoTime() - start);

            var failure = result.failure();
            if (failure == null) {
                out.println(result.value().text());
            } else {
                printFailure(out, failure);
            }
            out.print(Timeline.of(result).forTerminal());
            service.turnedAway().forEach(path -> out.printf("  GET %s was answered 503 once and tried again%n", path));
            printTimes(out, result, wall);
            return result;
        }
    }

    /** So that what is measured is not how classes are loaded. */
    private static void makeOneForNothing(PageMaker maker) throws IOException, SQLException {
        try (var blog = new Blog(Duration.ZERO);
                var service = new PartnerService(Duration.ZERO, OK)) {
            maker.make(ID_OF_FIRST_POST, blog, new Partner(service.address()), WeaveOptions.none());
        }
    }

    /** What a log would show, without the stack trace. The note of Wove is among the suppressed. */
    private static void printFailure(PrintWriter out, Throwable failure) {
        out.println("No page: " + failure);
        Arrays.stream(failure.getSuppressed())
                .flatMap(note -> note.toString().lines())
                .forEach(line -> out.println("  " + line));
        out.println();
    }

    private static void printTimes(PrintWriter out, WeaveResult<Page> result, Duration wall) {
        if (result.failure() != null) {
            out.printf("Gave up after %d ms%n%n", wall.toMillis());
            return;
        }
        var sum = result.timings().values().stream().map(PostPageCommand::work).reduce(Duration.ZERO, Duration::plus);
        out.printf(
                Locale.ROOT,
                "Took %d ms, the sum of its parts is %d ms: %.2f of it%n%n",
                wall.toMillis(),
                sum.toMillis(),
                (double) wall.toNanos() / sum.toNanos());
    }

    /** How long the bodies of a task would have taken one after another. */
    private static Duration work(TaskTiming timing) {
        var items = timing.items();
        return items == null
                ? timing.attempts().stream().reduce(Duration.ZERO, Duration::plus)
                : items.median().multipliedBy(items.count());
    }
}
