package dev.wove.spring.boot;

import dev.wove.config.WoveConfiguration;

/** A bean that has its say in the configuration of weaves, after the properties. Several go in their order. */
@FunctionalInterface
public interface WoveCustomizer {
    /** Sets what is to be set; what is set here wins over properties. */
    void customize(WoveConfiguration.Builder settings);
}
