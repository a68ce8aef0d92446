package dev.wove.examples.postpage

import picocli.CommandLine.ITypeConverter
import picocli.CommandLine.TypeConversionException
import kotlin.time.toJavaDuration

/** Reads durations as Kotlin writes them: `300ms`, `1.5s`, `1m 30s`. */
class DurationConverter : ITypeConverter<java.time.Duration> {
    override fun convert(value: String): java.time.Duration =
        kotlin.time.Duration.parseOrNull(value)?.takeIf { it.isFinite() }?.toJavaDuration()
            ?: throw TypeConversionException("'$value' is no duration like 300ms or 1.5s")
}
