/** Measures sides in JVMs of their own and compares them. */
@NullMarked
package dev.wove.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
