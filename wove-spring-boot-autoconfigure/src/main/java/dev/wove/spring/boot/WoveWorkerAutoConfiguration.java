package dev.wove.spring.boot;

import dev.wove.remote.WoveWorker;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Has the application be a worker, if {@code wove.worker.enabled}: weaves elsewhere call the beans whose interfaces have {@link
 * dev.wove.environment.Remote}, and nothing else. Where Spring Security guards the application, it must let the path through,
 * without CSRF: the worker knows its callers by their signatures.
 */
@AutoConfiguration(after = WoveAutoConfiguration.class)
@ConditionalOnClass({WoveWorker.class, SimpleUrlHandlerMapping.class, HttpServletRequest.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("wove.worker.enabled")
public class WoveWorkerAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    WorkerOfBeans woveWorker(ListableBeanFactory beans, ConfigurableEnvironment environment) {
        return new WorkerOfBeans(beans, environment);
    }

    @Bean
    SimpleUrlHandlerMapping woveWorkerMapping(WorkerOfBeans worker) {
        return new SimpleUrlHandlerMapping(Map.of(worker.path(), worker), Ordered.HIGHEST_PRECEDENCE);
    }
}
