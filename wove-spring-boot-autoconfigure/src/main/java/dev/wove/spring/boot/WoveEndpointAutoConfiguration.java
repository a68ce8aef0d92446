package dev.wove.spring.boot;

import dev.wove.BackgroundWeaves;
import dev.wove.config.WoveConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code /actuator/wove}, where it is exposed. */
@AutoConfiguration(after = WoveAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(endpoint = WoveEndpoint.class)
public class WoveEndpointAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    WoveEndpoint woveEndpoint(WoveConfiguration configuration, BackgroundWeaves weaves) {
        return new WoveEndpoint(configuration, weaves);
    }
}
