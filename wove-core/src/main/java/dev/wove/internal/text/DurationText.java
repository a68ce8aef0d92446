package dev.wove.internal.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as people read them: {@code 0.052 ms}, {@code 300 ms}, {@code 1.5 s}. */
public final class DurationText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private DurationText() {}

    public static String of(Duration duration) {
        boolean isShort = duration.toSeconds() == 0;
        var nanos = BigDecimal.valueOf(duration.toSeconds())
                .multiply(BigDecimal.valueOf(NANOS_PER_SECOND))
                .add(BigDecimal.valueOf(duration.toNanosPart()));
        var number = nanos.movePointLeft(isShort ? 6 : 9)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return number.toPlainString() + (isShort ? " ms" : " s");
    }
}
