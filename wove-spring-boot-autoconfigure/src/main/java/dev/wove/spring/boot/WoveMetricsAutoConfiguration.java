package dev.wove.spring.boot;

import dev.wove.BackgroundWeaves;
import dev.wove.config.WoveConfiguration;
import dev.wove.micrometer.WoveMeters;
import dev.wove.micrometer.WoveObservations;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Meters of weaves in the application's registry, where {@code wove-micrometer} is there. */
@AutoConfiguration(
        before = WoveAutoConfiguration.class,
        afterName = {
            // Of Boot 3 and of Boot 4
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({WoveMeters.class, MeterRegistry.class})
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnProperty(name = "wove.metrics.enabled", matchIfMissing = true)
public class WoveMetricsAutoConfiguration {
    private static final int MOST_TASKS = 100;

    @Bean
    @ConditionalOnMissingBean
    WoveMeters woveMeters(
            MeterRegistry registry, Environment environment, ObjectProvider<WoveObservations> observations) {
        return WoveMeters.builder(registry)
                .timers(observations.getIfAvailable() == null)
                .items(Bound.get(environment, "wove.metrics.items", true))
                .maxTasksPerWeave(Bound.get(environment, "wove.metrics.max-tasks-per-weave", MOST_TASKS))
                .build();
    }

    /** Once both are there: the configuration takes the meters as an observer, and so comes after them. */
    @Bean
    SmartInitializingSingleton woveGauges(
            WoveMeters meters, WoveConfiguration configuration, BackgroundWeaves background) {
        return () -> {
            for (var name : configuration.limiters()) {
                meters.limiter(name, Objects.requireNonNull(configuration.limiter(name)));
            }
            meters.background(background);
        };
    }
}
