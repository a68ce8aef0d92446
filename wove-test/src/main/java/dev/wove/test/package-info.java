/** The test kit: virtual time. Its starting points are {@code weaveTest} in Kotlin and {@link dev.wove.test.WeaveTests} in Java. */
@NullMarked
package dev.wove.test;

import org.jspecify.annotations.NullMarked;
