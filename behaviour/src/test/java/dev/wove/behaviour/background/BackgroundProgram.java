package dev.wove.behaviour.background;

import dev.wove.BackgroundWeaves;
import dev.wove.java.Wove;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A program that ends while its background weaves run: by a signal ({@code drain}) or by its main method ({@code main}). */
public final class BackgroundProgram {
    private BackgroundProgram() {}

    public static void main(String[] args) throws InterruptedException {
        boolean waits = args[0].equals("drain");
        var background =
                BackgroundWeaves.withGrace(Duration.ofSeconds(waits ? 3 : 30)).drainOnShutdown();
        var stopping = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopping::countDown));
        var bothRun = new CountDownLatch(waits ? 2 : 1);
        Wove.in(background)
                .launchWeave(
                        "short",
                        w -> w.task("ends", () -> {
                            bothRun.countDown();
                            stopping.await();
                            return "kept";
                        }))
                .onDone(result -> System.out.println("short ended: " + result.value()));
        if (waits) {
            Wove.in(background)
                    .launchWeave(
                            "endless",
                            w -> w.run("waits", () -> {
                                bothRun.countDown();
                                new CountDownLatch(1).await();
                            }));
        }
        bothRun.await();
        System.out.println("running");
        if (waits) {
            Thread.currentThread().join();
        }
    }
}
