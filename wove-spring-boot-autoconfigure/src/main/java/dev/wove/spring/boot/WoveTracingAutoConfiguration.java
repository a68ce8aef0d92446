package dev.wove.spring.boot;

import dev.wove.opentelemetry.ItemSpans;
import dev.wove.opentelemetry.WoveSpans;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Spans of weaves in the application's OpenTelemetry, where {@code wove-opentelemetry} is there. */
@AutoConfiguration(
        before = WoveAutoConfiguration.class,
        afterName = {
            // Of Boot 3 and of Boot 4
            "org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration",
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration"
        })
@ConditionalOnClass({WoveSpans.class, OpenTelemetry.class})
@ConditionalOnBean(OpenTelemetry.class)
@ConditionalOnMissingBean(type = "dev.wove.micrometer.WoveObservations")
@ConditionalOnProperty(name = "wove.observation.enabled", matchIfMissing = true)
public class WoveTracingAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    WoveSpans woveSpans(OpenTelemetry openTelemetry, Environment environment) {
        return WoveSpans.of(openTelemetry, Bound.get(environment, "wove.observation.items", ItemSpans.FAILED));
    }
}
