package dev.wove.remote.internal.frame;

import dev.wove.environment.RemoteCall;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a worker is told of how its coordinator delivers, under the names of Python. Durations are seconds. */
public record DeliveryFields(
        @Nullable Double timeout,
        @Nullable String idempotencyKey,
        @Nullable String cancelMode,
        @Nullable Double heartbeatSeconds,
        @Nullable String orphanPolicy,
        @Nullable Double keepSeconds) {
    public static final DeliveryFields NONE = new DeliveryFields(null, null, null, null, null, null);

    public static DeliveryFields of(RemoteCall call) {
        var delivery = call.delivery();
        return new DeliveryFields(
                seconds(delivery.timeout()),
                call.idempotencyKey(),
                name(delivery.cancelMode()),
                seconds(delivery.heartbeat()),
                name(delivery.orphans()),
                seconds(delivery.keep()));
    }

    public @Nullable Duration heartbeat() {
        return duration(heartbeatSeconds);
    }

    public boolean detaches() {
        return "detach".equals(orphanPolicy);
    }

    public @Nullable Duration keep() {
        return duration(keepSeconds);
    }

    public static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos() / 1e9;
    }

    private static @Nullable Duration duration(@Nullable Double seconds) {
        return seconds == null || !(seconds > 0) || seconds > 1e9 ? null : Duration.ofNanos((long) (seconds * 1e9));
    }
}
