package dev.wove.spring.boot;

import io.micrometer.context.ContextRegistry;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Has bodies of tasks see who is logged in and which locale the caller has. Registered with context-propagation, and so for
 * everything in the process that uses that.
 */
@AutoConfiguration(before = WoveAutoConfiguration.class)
@ConditionalOnClass(ContextRegistry.class)
public class WoveContextAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityContextHolder.class)
    @ConditionalOnProperty(name = "wove.context.security", matchIfMissing = true)
    static class Security {
        @Bean
        InitializingBean woveSecurityContext() {
            return () -> ThreadLocals.register(new SecurityContextAccessor());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LocaleContextHolder.class)
    @ConditionalOnProperty(name = "wove.context.locale", matchIfMissing = true)
    static class Locales {
        @Bean
        InitializingBean woveLocaleContext() {
            return () -> ThreadLocals.register(new LocaleContextAccessor());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RequestContextHolder.class)
    @ConditionalOnProperty(name = "wove.context.request")
    static class Requests {
        @Bean
        InitializingBean woveRequestAttributes() {
            return () -> ThreadLocals.register(new RequestAttributesAccessor());
        }
    }
}
