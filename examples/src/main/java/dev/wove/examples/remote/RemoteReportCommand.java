package dev.wove.examples.remote;

import static dev.wove.environment.OrphanPolicy.REQUEUE;

import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.config.WoveConfiguration;
import dev.wove.environment.Delivery;
import dev.wove.environment.EnvironmentSource;
import dev.wove.examples.OutputFiles;
import dev.wove.terminal.Timeline;
import dev.wove.trace.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "remote-report",
        description = "Has reports rendered by a worker in a process of its own, in Kotlin and in Java.")
public final class RemoteReportCommand implements Callable<Integer> {
    private static final int WRONG = 1;
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Option(names = "--kill", description = "Kill the worker in the middle of its reports.")
    private boolean kill;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description = "How the worker is reached: stdio (the default) or http.")
    private String transport = "stdio";

    @Mixin
    private OutputFiles files = new OutputFiles();

    @Override
    public Integer call() throws Exception {
        if (!transport.equals("stdio") && !transport.equals("http")) {
            throw new ParameterException(spec.commandLine(), "--transport must be stdio or http, but is " + transport);
        }
        var hold = Files.createTempFile("remote-report", ".hold");
        Files.delete(hold);
        try (var workshop = workshop(hold)) {
            var configuration = configuration(workshop.environment());
            var options = WeaveOptions.config(configuration);
            var kotlin = show("Kotlin", RemoteReportInKotlin::reports, options, workshop, hold);
            var java = show("Java", RemoteReportInJava::reports, options, workshop, hold);
            configuration.closeEnvironments(A_WHILE);
            files.write(java);
            return isRight(kotlin) && isRight(java) ? 0 : WRONG;
        } finally {
            Files.deleteIfExists(hold);
        }
    }

    private Workshop workshop(Path hold) throws IOException {
        return transport.equals("http") ? new HttpWorkshop(hold) : new ChildWorkshop(hold);
    }

    /** What was under way at a worker that died is sent again. */
    private static WoveConfiguration configuration(EnvironmentSource reports) {
        var delivery = Delivery.orphans(REQUEUE).idempotencyKey("{0.id}");
        return WoveConfiguration.of(
                c -> c.environment("reports", reports.delivery(delivery)).route(Reports.class, "reports"));
    }

    private WeaveResult<Booklet> show(
            String language, ReportMaker maker, WeaveOptions options, Workshop workshop, Path hold) throws IOException {
        var out = spec.commandLine().getOut();
        out.printf("---- %s ----%n", language);
        var killing = new Killing(workshop, hold);
        var result = maker.make(kill ? killing.during(options) : options);
        if (kill) {
            out.println("The worker was killed when it had begun: " + killing.join());
        }
        if (result.failure() == null) {
            out.println(result.value().text());
        } else {
            out.println("No booklet: " + result.failure());
        }
        out.print(Timeline.of(result).forTerminal());
        out.println();
        return result;
    }

    /** As if it had been made here, but in another process. */
    private static boolean isRight(WeaveResult<Booklet> result) {
        if (result.failure() != null) {
            return false;
        }
        long here = ProcessHandle.current().pid();
        return result.value()
                        .text()
                        .equals(Booklet.of(Issue.latest(), new PlainReports()).text())
                && result.value().reports().stream().noneMatch(each -> each.process() == here);
    }

    /** Kills the worker once, in the middle of what is asked for first. */
    private static final class Killing {
        private static final String FIRST = "contents";

        private final Workshop workshop;
        private final Path hold;
        private final CompletableFuture<String> done = new CompletableFuture<>();

        Killing(Workshop workshop, Path hold) {
            this.workshop = workshop;
            this.hold = hold;
        }

        WeaveOptions during(WeaveOptions options) throws IOException {
            Files.createFile(hold);
            return options.with(WeaveOptions.listener(event -> {
                if (event instanceof TraceEvent.TaskStarted started
                        && started.task().equals(FIRST)) {
                    done.completeAsync(this::kill);
                }
            }));
        }

        private String kill() {
            try {
                workshop.kill();
                Files.delete(hold);
                return FIRST;
            } catch (Exception e) {
                throw new IllegalStateException("The worker cannot be killed", e);
            }
        }

        String join() {
            return done.join();
        }
    }
}
