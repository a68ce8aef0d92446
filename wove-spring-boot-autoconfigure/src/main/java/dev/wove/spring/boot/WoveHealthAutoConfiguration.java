package dev.wove.spring.boot;

import dev.wove.BackgroundWeaves;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The health {@code wove}: up, with the background weaves that run, and out of service while they are drained. Which of the two
 * indicators there is depends on the version of Boot, where these are classes of other packages.
 */
@AutoConfiguration(after = WoveAutoConfiguration.class)
@ConditionalOnProperty(name = "management.health.wove.enabled", matchIfMissing = true)
public class WoveHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    WoveHealth woveHealth(BackgroundWeaves weaves, WoveShutdown shutdown) {
        return new WoveHealth(weaves, shutdown);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static class OfBoot3 {
        @Bean
        @ConditionalOnMissingBean(name = "woveHealthIndicator")
        WoveHealthOfBoot3 woveHealthIndicator(WoveHealth health) {
            return new WoveHealthOfBoot3(health);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static class OfBoot4 {
        @Bean
        @ConditionalOnMissingBean(name = "woveHealthIndicator")
        WoveHealthOfBoot4 woveHealthIndicator(WoveHealth health) {
            return new WoveHealthOfBoot4(health);
        }
    }
}
