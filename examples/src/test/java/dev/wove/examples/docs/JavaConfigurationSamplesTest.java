package dev.wove.examples.docs;

import static dev.wove.Policy.named;
import static dev.wove.WeaveOptions.options;
import static dev.wove.test.WeaveTests.configured;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wove.Backoff;
import dev.wove.Limiter;
import dev.wove.OnFailure;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.config.WoveConfiguration;
import dev.wove.java.Wove;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

class JavaConfigurationSamplesTest {
    /** Only compiled: the process of the tests has weaves already. */
    static void configuredInMain(ExecutorService ours) {
        // tag::java-configure[]
        Wove.configure(c -> c.weave(options().workers(64).stallAfter(ofMinutes(1)))
                .task(Policy.retries(1).timeout(ofSeconds(5)))
                .each(Policy.workers(16))
                .weave("nightly-*", options().workers(8).onFailure(OnFailure.CONTINUE))
                .policy(
                        "partner",
                        Policy.retries(3)
                                .backoff(Backoff.exponential(ofMillis(100)).jitter(0.5))
                                .limiter("partner"))
                .limiter("partner", Limiter.of(10, 600)));
        // end::java-configure[]
        // tag::java-executor[]
        Wove.configure(c -> c.executor(ours));
        // end::java-executor[]
    }

    private final Shop shop = new Shop();

    private String offer() {
        // tag::java-named-policy[]
        String offer = Wove.weave("offer", w -> {
            var stock = w.with(named("partner").retries(5)).task("stock", shop::stock); // 5 wins over 3
            return w.task("offer", stock, left -> left + " left");
        });
        // end::java-named-policy[]
        return offer;
    }

    @Test
    void aPolicyOfTheConfigurationIsTakenByItsName() {
        // tag::java-configured[]
        String text = configured(
                c -> c.policy("partner", Policy.retries(0)).limiter("partner", Limiter.concurrent(1)), () -> offer());
        assertEquals("7 left", text);
        // end::java-configured[]
    }

    @Test
    void aWeaveMayHaveAConfigurationOfItsOwn() {
        // tag::java-own-configuration[]
        var forImports = WoveConfiguration.of(c -> c.task(Policy.timeout(ofSeconds(30))));
        int rows = Wove.with(WeaveOptions.config(forImports)).weave("import", w -> w.task("rows", () -> 12));
        // end::java-own-configuration[]
        assertEquals(12, rows);
    }

    private static final class Shop {
        int stock() {
            return 7;
        }
    }
}
