package dev.wove.spring.boot;

import dev.wove.BackgroundWeaves;
import dev.wove.WeaveOptions;
import dev.wove.config.WoveConfiguration;
import dev.wove.java.Wove;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.WeaveListener;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Sets up weaves for an application: a {@link WoveConfiguration} of its properties under {@code wove.}, its
 * {@link WoveCustomizer}s, and the {@link WeaveObserver}s and {@link WeaveListener}s among its beans; and
 * {@link BackgroundWeaves} that are drained when it shuts down.
 *
 * <p>The configuration is active from the start of the context to its end, and the process's is left alone: contexts of tests
 * do not disturb one another, and each has its own.
 */
@AutoConfiguration
@ConditionalOnClass(Wove.class)
public class WoveAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    WoveConfiguration woveConfiguration(
            ConfigurableEnvironment environment,
            ObjectProvider<WoveCustomizer> customizers,
            ObjectProvider<WeaveObserver> observers,
            ObjectProvider<WeaveListener> listeners) {
        return WoveConfiguration.process().with(settings -> {
            settings.settings(WoveKeys.of(environment), "the properties of Spring");
            if (environment.getProperty("wove.virtual-threads") == null) {
                var virtual = environment.getProperty("spring.threads.virtual.enabled", Boolean.class);
                if (virtual != null) {
                    settings.virtualThreads(virtual);
                }
            }
            observers.orderedStream().forEach(settings::observer);
            listeners.orderedStream().forEach(settings::listener);
            customizers.orderedStream().forEach(customizer -> customizer.customize(settings));
        });
    }

    @Bean
    ActiveInContext woveActiveInContext(WoveConfiguration configuration) {
        return new ActiveInContext(configuration);
    }

    /** {@link Wove} with the configuration of this context, also beside other contexts. */
    @Bean
    @ConditionalOnMissingBean
    Wove.WithOptions wove(WoveConfiguration configuration) {
        return Wove.with(WeaveOptions.config(configuration));
    }

    @Bean
    @ConditionalOnMissingBean
    BackgroundWeaves backgroundWeaves(ConfigurableEnvironment environment) {
        return BackgroundWeaves.withGrace(Grace.of(environment));
    }

    @Bean
    @ConditionalOnMissingBean
    WoveShutdown woveShutdown(
            BackgroundWeaves weaves, WoveConfiguration configuration, ConfigurableEnvironment environment) {
        return new WoveShutdown(weaves, configuration, Grace.of(environment));
    }

    /** How long background weaves may go on when the application shuts down. */
    static final class Grace {
        private static final Duration DEFAULT = Duration.ofSeconds(20);
        private static final Duration PHASE = Duration.ofSeconds(30);

        private Grace() {}

        /** @throws IllegalStateException if Spring would not wait that long */
        static Duration of(ConfigurableEnvironment environment) {
            var grace = Bound.get(environment, "wove.background.grace", DEFAULT);
            var phase = Bound.get(environment, "spring.lifecycle.timeout-per-shutdown-phase", PHASE);
            if (grace.compareTo(phase) > 0) {
                throw new IllegalStateException("wove.background.grace is " + grace
                        + ", but spring.lifecycle.timeout-per-shutdown-phase is " + phase
                        + ": Spring would not wait for the weaves.\n  Make the grace shorter or the phase longer.");
            }
            return grace;
        }
    }
}
