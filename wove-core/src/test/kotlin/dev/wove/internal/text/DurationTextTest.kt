package dev.wove.internal.text

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.time.temporal.ChronoUnit

class DurationTextTest : FunSpec({
    test("a duration reads in the unit that people would use") {
        val texts = mapOf(
            Duration.ofNanos(52_000) to "0.052 ms",
            Duration.ofMillis(300) to "300 ms",
            Duration.ofMillis(1_500) to "1.5 s",
            Duration.ofDays(29) to "2505600 s",
            Duration.ofDays(30) to "30 days",
            Duration.ofDays(365).plusHours(5) to "365 days",
            Duration.ofDays(200_000) to "for ever",
            ChronoUnit.FOREVER.duration to "for ever",
        )
        texts.mapValues { (duration, _) -> DurationText.of(duration) } shouldBe texts
    }
})
