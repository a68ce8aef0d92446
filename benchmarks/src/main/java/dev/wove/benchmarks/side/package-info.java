/** One class per way to run a shape: Wove, and its peers, each written the way its users would. */
@NullMarked
package dev.wove.benchmarks.side;

import org.jspecify.annotations.NullMarked;
