package dev.wove.examples.tokens;

import dev.wove.examples.postpage.DurationConverter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "rate-limiter",
        description =
                "Lets requests through at a rate, with tokens from a service that ends with its scope, in Kotlin and "
                        + "in Java.")
public final class RateLimiterCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long until there is another token; 1s by default.")
    private Duration every = Duration.ofSeconds(1);

    @Override
    public Integer call() {
        if (every.toMillis() < 1) {
            throw new ParameterException(spec.commandLine(), "--every must be at least 1ms");
        }
        show("Kotlin", RateLimiterInKotlin::letThrough);
        show("Java", RateLimiterInJava::letThrough);
        return 0;
    }

    private void show(String language, BiFunction<Duration, Answers, String> limiter) {
        var out = spec.commandLine().getOut();
        out.printf("---- %s ----%n", language);
        var answers = new Answers();
        var end = limiter.apply(every, answers);
        for (var answer : answers.all()) {
            out.printf(
                    "Request %d was answered after %d ms%n",
                    answer.request(), answer.at().toMillis());
        }
        out.println(end);
        out.println();
    }
}
