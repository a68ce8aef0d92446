package dev.wove.examples.tokens;

import dev.wove.DelayedResult;
import dev.wove.Exit;
import dev.wove.java.Wove;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Requests that keep to a rate, in Java. RateLimiterInKotlin.kt is the twin. */
public final class RateLimiterInJava {
    private static final int AT_ONCE = 3;
    private static final int REQUESTS = 6;

    private RateLimiterInJava() {}

    /** Lets six requests through, three at once and then one each {@code period}; returns how the service ended. */
    public static String letThrough(Duration period, Answers answers) {
        DelayedResult<Void> service;
        // tag::rate-limiter-java
        try (var limiter = Wove.named("limiter").taskScope(Exit.CANCEL)) {
            var tokens = new Semaphore(AT_ONCE);
            service = limiter.named("tokens").run(() -> {
                while (true) {
                    Thread.sleep(period.toMillis());
                    tokens.release();
                }
            });
            try (var requests = Wove.named("requests").taskScope()) {
                for (int i = 1; i <= REQUESTS; i++) {
                    int request = i;
                    requests.run(() -> {
                        tokens.acquire();
                        answers.answer(request);
                    });
                }
            } // waits for the requests
        } // ends the service
        // end::rate-limiter-java
        return Answers.endOf(service);
    }
}
