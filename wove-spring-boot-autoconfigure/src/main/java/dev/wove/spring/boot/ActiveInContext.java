package dev.wove.spring.boot;

import dev.wove.config.WoveConfiguration;
import org.springframework.beans.factory.DisposableBean;

/** Has weaves take the configuration of a context while that is there. */
final class ActiveInContext implements DisposableBean {
    private final WoveConfiguration.Activation activation;

    ActiveInContext(WoveConfiguration configuration) {
        activation = configuration.activate();
    }

    @Override
    public void destroy() {
        activation.close();
    }
}
