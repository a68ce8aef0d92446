/** Metrics of weaves for Micrometer; {@link dev.wove.micrometer.WoveMeters} is all of it. */
@NullMarked
package dev.wove.micrometer;

import org.jspecify.annotations.NullMarked;
