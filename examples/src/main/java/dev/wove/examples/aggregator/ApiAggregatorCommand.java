package dev.wove.examples.aggregator;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "api-aggregator",
        description =
                "Asks an HTTP service that fails at times for many things, and sums them up, in Kotlin and in Java.")
public final class ApiAggregatorCommand implements Callable<Integer> {
    private static final Duration LATENCY = Duration.ofMillis(20);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Option(names = "--ids", paramLabel = "N", description = "How many yarns to ask for; 100 by default.")
    private int ids = 100;

    @Option(names = "--workers", paramLabel = "K", description = "How many requests run at once; 10 by default.")
    private int workers = 10;

    @Override
    public Integer call() throws IOException {
        if (ids < 1) {
            throw new ParameterException(spec.commandLine(), "--ids must be at least 1, but is " + ids);
        }
        if (workers < 1) {
            throw new ParameterException(spec.commandLine(), "--workers must be at least 1, but is " + workers);
        }
        show("Kotlin", AggregatorInKotlin::summarise);
        show("Java", AggregatorInJava::summarise);
        return 0;
    }

    private void show(String language, Aggregator aggregator) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        var yarns = IntStream.rangeClosed(1, ids).boxed().toList();
        try (var service = new WarehouseService(LATENCY)) {
            var result = aggregator.summarise(yarns, new Warehouse(service.address()), workers);
            var took = result.timings().get("answers").ran();
            out.printf("---- %s ----%n", language);
            result.value().text().lines().forEach(out::println);
            out.printf(
                    "Took %d ms with %d requests at once, one after the other at least %d ms%n%n",
                    took.toMillis(),
                    service.mostAtOnce(),
                    LATENCY.multipliedBy(ids).toMillis());
        }
    }
}
