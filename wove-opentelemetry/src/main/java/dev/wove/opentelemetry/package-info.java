/** Spans of weaves for OpenTelemetry; {@link dev.wove.opentelemetry.WoveSpans} is all of it. */
@NullMarked
package dev.wove.opentelemetry;

import org.jspecify.annotations.NullMarked;
