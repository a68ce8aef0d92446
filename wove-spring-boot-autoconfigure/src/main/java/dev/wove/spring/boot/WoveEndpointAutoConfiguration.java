package dev.wove.spring.boot;

import dev.wove.BackgroundWeaves;
import dev.wove.config.WoveConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The endpoint {@code /actuator/wove}, where it is exposed. */
@AutoConfiguration(after = WoveAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(endpoint = WoveEndpoint.class)
public class WoveEndpointAutoConfiguration {
    /** How many runs of each weave are kept. */
    private static final String KEY = "wove.endpoint.runs";

    @Bean
    @ConditionalOnMissingBean
    WoveEndpoint woveEndpoint(
            WoveConfiguration configuration, BackgroundWeaves weaves, ObjectProvider<RecentRuns> runs) {
        return new WoveEndpoint(configuration, weaves, runs.getIfAvailable());
    }

    /** Before the configuration, which takes it as an observer. */
    @Configuration(proxyBeanMethods = false)
    static class Runs {
        @Bean
        @Conditional(Wanted.class)
        RecentRuns woveRecentRuns(Environment environment) {
            return new RecentRuns(Bound.get(environment, KEY, 0));
        }
    }

    static final class Wanted implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Bound.get(context.getEnvironment(), KEY, 0) > 0;
        }
    }
}
