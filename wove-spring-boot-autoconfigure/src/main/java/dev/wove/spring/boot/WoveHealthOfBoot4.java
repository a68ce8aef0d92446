package dev.wove.spring.boot;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health {@code wove} for Boot 4, which has a package of its own for it. */
final class WoveHealthOfBoot4 implements HealthIndicator {
    private final WoveHealth wove;

    WoveHealthOfBoot4(WoveHealth wove) {
        this.wove = wove;
    }

    @Override
    public Health health() {
        var health = wove.isDraining() ? Health.outOfService() : Health.up();
        return health.withDetails(wove.details()).build();
    }
}
