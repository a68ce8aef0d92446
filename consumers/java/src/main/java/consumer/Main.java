package consumer;

import static dev.wove.java.Given.given;
import static dev.wove.java.Tasks.taskOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.wove.Limiter;
import dev.wove.Policy;
import dev.wove.TaskTimeoutException;
import dev.wove.WeaveOptions;
import dev.wove.detached.Detached;
import dev.wove.java.Wove;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Uses what the artifacts offer, one thing after the other, and ends with 1 if one of them does not work. */
public final class Main {
    private static int failed;

    private Main() {}

    public static void main(String[] args) {
        check("retries", 3, Main::retries);
        check("timeouts", true, Main::timeouts);
        check("limiters", 6, Main::limiters);
        check("mapping", List.of(2, 4, 6), Main::mapping);
        check("weaveAsync", 3, Main::weaveAsync);
        check("launchWeave", 4, Main::launchWeave);
        check("scopes", 5, Main::scopes);
        check("weave class", 60, () -> Wove.weave(new Prices(), given("most", 3)));
        check("processor", true, () -> Class.forName("consumer.Prices_Weaving") != null);
        check("method references", 100, Main::overridden);
        check("report", true, Main::report);
        check("detached", 30, Main::detached);
        System.exit(failed == 0 ? 0 : 1);
    }

    private interface Use {
        Object call() throws Exception;
    }

    private static void check(String name, Object expected, Use use) {
        try {
            var value = use.call();
            if (!expected.equals(value)) {
                throw new AssertionError("expected " + expected + ", was " + value);
            }
            System.out.println("ok " + name);
        } catch (Throwable e) {
            failed++;
            System.out.println("FAILED " + name + ": " + e);
            e.printStackTrace(System.out);
        }
    }

    private static int retries() {
        var calls = new AtomicInteger();
        return Wove.weave("retries", w -> w.with(Policy.retries(2)).task("unsteady", () -> {
            if (calls.incrementAndGet() < 3) {
                throw new IOException("again");
            }
            return calls.get();
        }));
    }

    private static boolean timeouts() {
        try {
            Wove.weave("timeouts", w -> w.with(Policy.timeout(ofMillis(20))).async("slow", CompletableFuture::new));
            return false;
        } catch (TaskTimeoutException e) {
            return true;
        }
    }

    private static int limiters() {
        var limited = Policy.limit(Limiter.of(1, 60_000));
        return Wove.with(WeaveOptions.timeout(ofSeconds(30))).weave("limiters", w -> {
            var a = w.with(limited).task("a", () -> 1);
            var b = w.with(limited).task("b", () -> 2);
            var c = w.with(limited).task("c", () -> 3);
            return w.task("sum", a, b, c, (x, y, z) -> x + y + z);
        });
    }

    private static List<Integer> mapping() {
        return Wove.weave("mapping", w -> w.each("doubled", List.of(1, 2, 3), i -> i * 2));
    }

    private static int weaveAsync() {
        return Wove.weaveAsync("async", w -> w.async("three", () -> CompletableFuture.completedFuture(3)))
                .join();
    }

    private static int launchWeave() {
        return Wove.launchWeave("launched", w -> w.task("four", () -> 4)).join();
    }

    private static int scopes() {
        try (var scope = Wove.taskScope()) {
            var two = scope.start(() -> 2);
            var three = scope.start(() -> 3);
            return scope.start(two, three, Integer::sum).join();
        }
    }

    private static int overridden() {
        return Wove.weave(new Prices(), given("most", 3), w -> w.override(taskOf(Prices::total)).with(() -> 100));
    }

    private static boolean report() throws IOException {
        var file = Files.createTempFile("report", ".html");
        Wove.weaveResult("report", w -> w.task("one", () -> 1)).writeReport(file);
        var text = Files.readString(file);
        Files.delete(file);
        return text.contains("<html");
    }

    private static int detached() throws Exception {
        var run = Detached.in(Files.createTempDirectory("detached")).start(Prices.class, Map.of("most", 2));
        return run.join();
    }
}
