package dev.wove.internal.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as people read them: {@code 0.052 ms}, {@code 300 ms}, {@code 1.5 s}, {@code 400 days}, {@code for ever}. */
public final class DurationText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** From here on nobody counts seconds. */
    private static final Duration LONG = Duration.ofDays(30);

    /** No clock of the engine measures more. */
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE / 2);

    private DurationText() {}

    public static String of(Duration duration) {
        if (duration.compareTo(LONG) >= 0) {
            return duration.compareTo(FOR_EVER) >= 0 ? "for ever" : duration.toDays() + " days";
        }
        boolean isShort = duration.abs().toSeconds() == 0;
        var nanos = BigDecimal.valueOf(duration.toSeconds())
                .multiply(BigDecimal.valueOf(NANOS_PER_SECOND))
                .add(BigDecimal.valueOf(duration.toNanosPart()));
        var number = nanos.movePointLeft(isShort ? 6 : 9)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return number.toPlainString() + (isShort ? " ms" : " s");
    }
}
