package dev.wove.spring.boot;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** The health {@code wove} for Boot 3.5, which has a package of its own for it. */
final class WoveHealthOfBoot3 implements HealthIndicator {
    private final WoveHealth wove;

    WoveHealthOfBoot3(WoveHealth wove) {
        this.wove = wove;
    }

    @Override
    public Health health() {
        var health = wove.isDraining() ? Health.outOfService() : Health.up();
        return health.withDetails(wove.details()).build();
    }
}
