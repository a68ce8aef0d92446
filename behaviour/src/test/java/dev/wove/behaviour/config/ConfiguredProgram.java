package dev.wove.behaviour.config;

import dev.wove.Policy;
import dev.wove.config.WoveConfiguration;
import dev.wove.java.Wove;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that is configured, or is not, and tells how often it tries a task that fails. */
public final class ConfiguredProgram {
    private ConfiguredProgram() {}

    public static void main(String[] args) {
        try {
            switch (args.length == 0 ? "" : args[0]) {
                case "load" -> Wove.configure(c -> c.load());
                case "files" -> List.of(args).subList(1, args.length).forEach(ConfiguredProgram::load);
                case "code" -> Wove.configure(c -> c.task(Policy.retries(Integer.parseInt(args[1]))));
                default -> {}
            }
            System.out.println("attempts " + attempts());
            System.out.print(WoveConfiguration.current().explain());
            Wove.configure(c -> c.workers(1));
        } catch (IllegalStateException | IllegalArgumentException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static void load(String file) {
        try {
            Wove.configure(c -> c.load(Path.of(file)));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static int attempts() {
        var attempts = new AtomicInteger();
        Wove.weaveResult(
                "page",
                w -> w.task("fails", () -> {
                    throw new UnsupportedOperationException("no. " + attempts.incrementAndGet());
                }));
        return attempts.get();
    }
}
