/** {@code ./run api-aggregator}: many requests to a service that fails at times, summed up, in Kotlin and in Java. */
@NullMarked
package dev.wove.examples.aggregator;

import org.jspecify.annotations.NullMarked;
