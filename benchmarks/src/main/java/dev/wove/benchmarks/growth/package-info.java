/** {@code ./run cost --scale} and {@code --model}: how the cost of a weave grows with its size. */
@NullMarked
package dev.wove.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
