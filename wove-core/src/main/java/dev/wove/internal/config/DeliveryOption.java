package dev.wove.internal.config;

import dev.wove.environment.Delivery;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An option of delivery as a setting. */
record DeliveryOption<T>(
        String word,
        ValueKind kind,
        Function<Delivery, @Nullable T> read,
        BiFunction<Delivery.Builder, T, Delivery.Builder> set) {

    static final List<DeliveryOption<?>> ALL = List.of(
            new DeliveryOption<>(
                    "start-timeout", ValueKind.DURATION, Delivery::startTimeout, Delivery.Builder::startTimeout),
            new DeliveryOption<>("timeout", ValueKind.DURATION, Delivery::timeout, Delivery.Builder::timeout),
            new DeliveryOption<>("heartbeat", ValueKind.DURATION, Delivery::heartbeat, Delivery.Builder::heartbeat),
            new DeliveryOption<>(
                    "max-in-flight", ValueKind.COUNT, Delivery::maxInFlight, Delivery.Builder::maxInFlight),
            new DeliveryOption<>(
                    "idempotency-key", ValueKind.NAME, Delivery::idempotencyKey, Delivery.Builder::idempotencyKey),
            new DeliveryOption<>(
                    "cancel-mode", ValueKind.CANCEL_MODE, Delivery::cancelMode, Delivery.Builder::cancelMode),
            new DeliveryOption<>(
                    "cancel-timeout", ValueKind.DURATION, Delivery::cancelTimeout, Delivery.Builder::cancelTimeout),
            new DeliveryOption<>("orphans", ValueKind.ORPHANS, Delivery::orphans, Delivery.Builder::orphans),
            new DeliveryOption<>("requeues", ValueKind.NUMBER, Delivery::requeues, Delivery.Builder::requeues),
            new DeliveryOption<>("keep", ValueKind.DURATION, Delivery::keep, Delivery.Builder::keep),
            new DeliveryOption<>(
                    "mdc",
                    ValueKind.NAMES,
                    Delivery::mdc,
                    (delivery, keys) -> delivery.mdc(keys.toArray(String[]::new))));

    /** Puts what {@code delivery} gives under {@code prefix}. */
    static void put(Settings.Changes changes, String prefix, Delivery delivery, String origin) {
        for (var option : ALL) {
            var value = option.read.apply(delivery);
            if (value != null) {
                changes.put(prefix + option.word, new Setting(value, origin));
            }
        }
    }

    /** The options that {@code settings} have under {@code prefix}. */
    static Delivery.Builder delivery(Settings settings, String prefix) {
        var delivery = Delivery.none();
        for (var option : ALL) {
            delivery = option.setIn(delivery, settings.value(prefix + option.word));
        }
        return delivery;
    }

    @SuppressWarnings("unchecked")
    private Delivery.Builder setIn(Delivery.Builder delivery, @Nullable Object value) {
        return value == null ? delivery : set.apply(delivery, (T) value);
    }
}
