package dev.wove.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is given of a set of options, one value for each constant of {@code O}; null where nothing is. Immutable. */
public final class GivenOptions<O extends Enum<O>> {
    private final @Nullable Object[] values;

    private GivenOptions(@Nullable Object[] values) {
        this.values = values;
    }

    public static <O extends Enum<O>> GivenOptions<O> none(Class<O> options) {
        return new GivenOptions<>(new Object[options.getEnumConstants().length]);
    }

    /** The same, with that value; null takes one away. */
    public GivenOptions<O> with(O option, @Nullable Object value) {
        var changed = values.clone();
        changed[option.ordinal()] = value;
        return new GivenOptions<>(changed);
    }

    /** The same, with all that {@code later} gives. */
    public GivenOptions<O> with(GivenOptions<O> later) {
        var changed = values.clone();
        for (int i = 0; i < changed.length; i++) {
            if (later.values[i] != null) {
                changed[i] = later.values[i];
            }
        }
        return new GivenOptions<>(changed);
    }

    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(O option) {
        return (T) values[option.ordinal()];
    }

    public boolean has(O option) {
        return values[option.ordinal()] != null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GivenOptions<?> that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
