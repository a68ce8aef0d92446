package dev.wove.spring.boot;

import dev.wove.micrometer.WoveObservations;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Weaves and tasks as observations, where the application has Micrometer Tracing: its spans and Boot's timers are made of them.
 * Then there are no spans of {@code wove-opentelemetry} beside those.
 */
@AutoConfiguration(
        before = {WoveAutoConfiguration.class, WoveMetricsAutoConfiguration.class, WoveTracingAutoConfiguration.class},
        afterName = {
            // Of Boot 3 and of Boot 4
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.tracing.MicrometerTracingAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.tracing.BraveAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration"
        })
@ConditionalOnClass({WoveObservations.class, ObservationRegistry.class})
@ConditionalOnBean(value = ObservationRegistry.class, type = "io.micrometer.tracing.Tracer")
@ConditionalOnProperty(name = "wove.observation.enabled", matchIfMissing = true)
public class WoveObservationAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    WoveObservations woveObservations(ObservationRegistry registry) {
        return WoveObservations.of(registry);
    }
}
