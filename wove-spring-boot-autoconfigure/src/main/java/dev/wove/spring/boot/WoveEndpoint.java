package dev.wove.spring.boot;

import dev.wove.BackgroundWeaves;
import dev.wove.config.WoveConfiguration;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Tells which settings weaves have and where those are from, and which background weaves run. Never a secret. */
@Endpoint(id = "wove")
public class WoveEndpoint {
    private final WoveConfiguration configuration;
    private final BackgroundWeaves weaves;

    WoveEndpoint(WoveConfiguration configuration, BackgroundWeaves weaves) {
        this.configuration = configuration;
        this.weaves = weaves;
    }

    /** What is told. */
    public record Told(List<String> configuration, List<String> background) {}

    /** All of it. */
    @ReadOperation
    public Told told() {
        return new Told(configuration.explain().lines().map(String::strip).toList(), weaves.running());
    }
}
