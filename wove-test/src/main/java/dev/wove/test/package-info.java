/**
 * The test kit: tasks replaced, virtual time, assertions. Its starting points are {@code replacing} and {@code weaveTest} in
 * Kotlin and {@link dev.wove.test.WeaveTests} in Java.
 */
@NullMarked
package dev.wove.test;

import org.jspecify.annotations.NullMarked;
